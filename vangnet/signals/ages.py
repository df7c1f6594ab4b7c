"""The ages at which a report about a child is another one."""

ADULT_FROM = 18  # a child is everybody below it (Directive 2011/36/EU, article 2(6))
CHILD_UNDER = 12  # of such a child the centre for abuse must know (seed 004 L809-811)
