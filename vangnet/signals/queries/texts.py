"""Reading the texts of a signal, each for those who may see its kind of data."""

TABLE = "signals_signaltext"
