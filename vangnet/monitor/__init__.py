"""Tables, funnel, estimation, disclosure control and publication."""
