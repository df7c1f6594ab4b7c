"""Ways of using the system that a privacy officer should look at. Plain Python over lines of the trail; it judges nobody."""
