"""Made-up advertisements of which is known which belong together: what one advertiser changes, and what others copy.

Nothing here was taken from a real advertisement. Sentences are drawn from small lists, names are made of syllables.
"""

import random
from dataclasses import dataclass

_SYLLABLES = tuple(first + last for first in "bdfgklmnprstvz" for last in "aeio")
_TYPING = "abcdefghijklmnopqrstuvwxyz"
# What an advertiser writes itself is put together from pieces, each with places to fill in.
BEGINNINGS = (
    "{who} werkt sinds kort in {where}",
    "ruime kamer met {thing} en {thing}",
    "wij zoeken {many} mensen voor {work}",
    "elke {day} ook open tot laat",
    "vraag naar {who} of naar haar vriendin",
    "het huis heeft een {thing} en is {mood}",
    "vervoer met een {colour} bus",
    "{mood} team dat {language} spreekt",
    "op {day} korting voor nieuwe klanten",
    "wie eerder bij {who} was",
    "mijn zus en ik doen {work}",
    "net terug uit vakantie en weer {mood}",
    "de baas spreekt {language}",
    "starten kan al op {day}",
)
MIDDLES = (
    "vlak bij de {spot}",
    "samen met {many} anderen",
    "zonder dat je {skill} hoeft te kennen",
    "boven een winkel in {where}",
    "tegenover de oude {spot}",
    "met eigen {thing}",
    "voor mensen die van {skill} houden",
    "achter het station van {where}",
    "tussen de {spot} en de {spot}",
    "met een {colour} deur",
    "waar ook {work} wordt gedaan",
    "en dat al {many} jaar",
)
ENDS = (
    "en de {thing} staat klaar",
    "dus kom langs op {day}",
    "je krijgt {thing} van ons",
    "ervaring met {skill} is mooi",
    "wij zijn {mood} en {mood}",
    "je hoeft alleen {language} te spreken",
    "later ook {work} mogelijk",
    "en {who} helpt je verder",
    "ophalen bij de {spot}",
    "",
)
BOILERPLATE = {
    "nl": [
        "bel of app voor een afspraak wij antwoorden niet op anonieme nummers",
        "discreet en schoon in een rustige omgeving met gratis parkeren voor de deur",
        "zeven dagen per week open ook in het weekend en op feestdagen",
        "onderdak en vervoer worden geregeld u betaalt niets vooraf",
        "goed salaris elke week contant uitbetaald zonder papieren geen probleem",
        "alleen serieuze reacties geen sms wij bellen u altijd terug",
    ],
    "en": [
        "call or text for an appointment we do not answer hidden numbers",
        "discreet and clean in quiet surroundings with free parking at the door",
        "open seven days a week also in the weekend and on holidays",
        "housing and transport are arranged you pay nothing in advance",
        "good wages paid in cash every week without papers no problem",
        "serious replies only no text messages we always call you back",
    ],
    "ro": [
        "sunati sau scrieti pentru o programare nu raspundem la numere ascunse",
        "discret si curat intr o zona linistita cu parcare gratuita la usa",
        "deschis sapte zile pe saptamana inclusiv in weekend si de sarbatori",
        "cazarea si transportul sunt asigurate nu platiti nimic in avans",
        "salariu bun platit in numerar in fiecare saptamana fara acte nu este o problema",
        "doar raspunsuri serioase fara mesaje va sunam mereu inapoi",
    ],
}
_LISTS = {
    "where": "Noorderhaven Oosterwold Zuiderpoort Westdam Merenstad Duinkerk Heidebos Rietland Vlietzicht Polderstad",
    "spot": "molen haven markt kerk brug toren tunnel kade veiling rotonde fabriek vijver",
    "thing": "douche sauna wifi koelkast keuken balkon fiets televisie wasmachine terras handdoek koffie werkkleding helm",
    "mood": "gezellig rustig modern warm luxe vrolijk netjes huiselijk ontspannen exclusief",
    "many": "drie vier vijf zes zeven acht tien twaalf",
    "work": "massage schoonmaak inpakken plukken afwassen bezorgen oppassen laden strijken nagelverzorging wimpers sorteren",
    "skill": "tomaten paprika aardbeien bloembollen hotelkamers autowassen vleeswaren champignons voetverzorging kappen",
    "day": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "colour": "witte grijze blauwe zwarte rode groene",
    "language": "Pools Roemeens Bulgaars Spaans Engels Hongaars Vietnamees Portugees",
}
_WORDS = {place: words.split() for place, words in _LISTS.items()}
CHANGES = ("typing", "order", "telephone", "translated", "dropped", "signs")


@dataclass(frozen=True, slots=True)
class Advertisement:
    """A text, who is behind it, and what was changed since the first of this advertiser."""

    advertiser: int
    text: str
    changes: tuple[str, ...] = ()


def advertisements(advertisers: int, *, each: int = 4, seed: int = 1) -> list[Advertisement]:
    """So many advertisers with so many texts each; the first of each is the one that the others come from."""
    draw = random.Random(seed)
    found = []
    for number in range(advertisers):
        own, shared = _own(draw), draw.sample(range(6), draw.randint(2, 3))
        found.append(Advertisement(number, _text(draw, own, shared, ())))
        for _copy in range(each - 1):
            changes = tuple(sorted(draw.sample(CHANGES, draw.randint(1, 3))))
            found.append(Advertisement(number, _text(draw, own, shared, changes), changes))
    draw.shuffle(found)
    return found


def _own(draw):
    frames = [
        f"{draw.choice(BEGINNINGS)} {draw.choice(MIDDLES)} {draw.choice(ENDS)}"
        for _ in range(draw.randint(4, 6))
    ]
    return [_filled(draw, frame).strip() for frame in frames]


def _filled(draw, sentence):
    while "{" in sentence:
        place = sentence[sentence.index("{") + 1 : sentence.index("}")]
        word = "".join(draw.sample(_SYLLABLES, 3)).title() if place == "who" else draw.choice(_WORDS[place])
        sentence = sentence.replace(f"{{{place}}}", word, 1)
    return sentence


def _text(draw, own, shared, changes):
    language = draw.choice(["en", "ro"]) if "translated" in changes else "nl"
    sentences = [*own, *(BOILERPLATE[language][place] for place in shared)]
    if "dropped" in changes:
        sentences.pop(draw.randrange(len(own)))
    if "order" in changes:
        draw.shuffle(sentences)
    number = f"06-0000{draw.randint(0, 9999):04d}" if "telephone" in changes else "06-00001111"
    text = ". ".join([*sentences, f"tel {number}, vanaf {draw.choice([25, 50, 75, 100])} euro"])
    if "typing" in changes:
        text = _mistyped(draw, text)
    if "signs" in changes:
        text = text.upper().replace(". ", draw.choice([" *** ", " !!! ", " - "]))
    return text


def _mistyped(draw, text):
    letters = list(text)
    for place in draw.sample(range(len(letters)), len(letters) // 40):
        letters[place] = draw.choice([draw.choice(_TYPING), "", letters[place] * 2])
    return "".join(letters)
