"""The answers and the kinds of data in words, for where there is no catalogue of translations."""

from __future__ import annotations

from vangnet.access.deciding.model import Words

OUTCOME_WORDS = {
    "yes": Words("ja", "yes"),
    "conditions": Words("ja, onder voorwaarden", "yes, under conditions"),
    "no": Words("nee", "no"),
    "gap": Words("geen grond gevonden", "no ground found"),
}
CATEGORY_WORDS = {
    "progress": Words("stappen, plichten en termijnen", "steps, duties and terms"),
    "signal": Words("signalen en wat de betrokkene is overkomen", "signals and what happened to the person"),
    "identity": Words("identiteit", "identity"),
    "contact": Words("hoe de betrokkene te bereiken is", "how to reach the person"),
    "shelter_location": Words("plaats van de opvang", "location of the shelter"),
    "health": Words("gezondheid", "health"),
    "criminal": Words("aangifte en strafzaak", "police report and criminal case"),
    "investigation": Words("opsporingstactiek", "investigation tactics"),
    "youth_care": Words("jeugdhulp en voogdij", "youth care and guardianship"),
    "residence": Words("verblijf", "residence"),
    "statistics": Words("cijfers", "figures"),
}
ACT_WORDS = {
    "see": Words("zien", "see"),
    "record": Words("vastleggen", "record"),
    "share": Words("delen", "share"),
    "export": Words("uitvoeren naar een bestand", "export"),
}
