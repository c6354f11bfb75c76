# ruff: noqa: E501 - markup and word lists read better unbroken
"""What an invoice of the second corpus says, drawn from lists with a seeded generator."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

FIRST_NAMES = [
    "Amélie",
    "Bruno",
    "Chloé",
    "Didier",
    "Élodie",
    "François",
    "Géraldine",
    "Hervé",
    "Inès",
    "Joël",
    "Karine",
    "Loïc",
    "Maëlle",
    "Noémie",
    "Océane",
    "Pascal",
    "Quentin",
    "Rachida",
    "Sébastien",
    "Thérèse",
    "Ugo",
    "Véronique",
    "Xavier",
    "Yasmina",
    "Zoé",
    "Jean-Luc",
    "Marie-Anne",
    "Mohamed",
    "Fatou",
    "Anh",
]
LAST_NAMES = [
    "Abadie",
    "Benali",
    "Castagnet",
    "Delacroix",
    "Estève",
    "Faure",
    "Guillou",
    "Hamon",
    "Izard",
    "Jourdain",
    "Kerviel",
    "Lemoine",
    "Mérieux",
    "Nguyen",
    "Oudin",
    "Peltier",
    "Quéméneur",
    "Rougier",
    "Sanchez",
    "Traoré",
    "Urvoy",
    "Vasseur",
    "Wagner",
    "Zimmermann",
    "Le Bihan",
    "De Oliveira",
    "Saint-Martin",
    "D'Hervé",
    "Roux",
    "Petit",
]
TOWNS = (
    ("69003", "Lyon"), ("31000", "Toulouse"), ("44200", "Nantes"), ("35000", "Rennes"), ("13006", "Marseille"),
    ("59800", "Lille"), ("67000", "Strasbourg"), ("06000", "Nice"), ("33000", "Bordeaux"), ("97400", "Saint-Denis"),
    ("29200", "Brest"), ("63000", "Clermont-Ferrand"), ("21000", "Dijon"), ("38000", "Grenoble"), ("64000", "Pau"),
    ("02100", "Saint-Quentin"), ("76600", "Le Havre"), ("01000", "Bourg-en-Bresse"), ("20200", "Bastia"),
)  # fmt: skip
STREETS = [
    "rue des Tanneurs",
    "avenue Jean Jaurès",
    "place de la République",
    "impasse du Four",
    "cours Gambetta",
    "quai des Brumes",
    "chemin des Vignes",
    "bd Victor Hugo",
    "ZA Les Quatre Vents",
    "route de Vannes",
    "allée des Tilleuls",
]
SELLERS = [
    "Clinique du Mobile",
    "Électro Services 44",
    "La Boîte à Réparer",
    "Répar'Express",
    "SOS Lave-Linge",
    "Docteur Écran",
    "Ateliers Vidal & Fils",
    "Dépann'Ménager",
    "MicroFix",
    "Phénix Réparation",
    "Hi-Fi Vidéo Conseil",
    "L'Établi Solidaire",
    "Technic Home",
    "A2M Électroménager",
    "Second Souffle",
    "ÉCO-FIX",
    "Point Service Bellevue",
    "Maison Garrigue",
]
FORMS = ("SARL", "SAS", "SASU", "EURL", "EI", "SCOP")
# product code, words on the invoice, (brand, model) pairs, faults, usual bonus, bounds of the bill before VAT
PRODUCTS: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, ...], int, tuple[int, int]], ...]
PRODUCTS = (
    ("smartphone", ("Smartphone", "Téléphone portable", "Mobile"),
     (("SAMSUNG", "Galaxy A54"), ("APPLE", "iPhone 13"), ("GOOGLE", "Pixel 7a"), ("FAIRPHONE", "FP4")),
     ("Changement de l'écran", "Batterie remplacée", "Connecteur de charge"), 25, (60, 260)),
    ("washing-machine", ("Lave-linge", "Machine à laver", "LL hublot"),
     (("BOSCH", "WAN28208FF"), ("MIELE", "WCA030"), ("LG", "F14V50"), ("CANDY", "CS1482")),
     ("Remplacement pompe de vidange", "Jeu de charbons moteur", "Carte de puissance"), 50, (75, 290)),
    ("dishwasher", ("Lave-vaisselle", "LV encastrable"),
     (("SIEMENS", "SN63HX46"), ("BRANDT", "DFH13526"), ("WHIRLPOOL", "WFC3C26")),
     ("Remplacement électrovanne", "Pompe de cyclage HS, remplacée"), 50, (80, 280)),
    ("television", ("Téléviseur", "TV LED 50 pouces"),
     (("LG", "50UP75006"), ("SONY", "KD-55X81J"), ("TCL", "43P735")),
     ("Remplacement carte T-CON", "Barres LED de rétroéclairage"), 60, (110, 380)),
    ("laptop", ("Ordinateur portable", "PC portable"),
     (("LENOVO", "IdeaPad 3"), ("HP", "Pavilion 15"), ("DELL", "Latitude 5420")),
     ("Remplacement dalle 15,6", "Charnière et capot"), 50, (150, 1100)),
    ("coffee-machine", ("Machine à café", "Expresso automatique"),
     (("KRUPS", "EA8108"), ("JURA", "E6"), ("DE'LONGHI", "ECAM350")),
     ("Moulin bloqué, remplacé", "Remplacement thermobloc"), 25, (60, 240)),
    ("vacuum-cleaner", ("Aspirateur", "Aspirateur balai"), (("DYSON", "V10"), ("ROWENTA", "RH9890"), ("MIELE", "C3")),
     ("Remplacement batterie", "Moteur d'aspiration"), 40, (70, 260)),
    ("fridge", ("Réfrigérateur", "Combiné frigo"), (("LIEBHERR", "CN4813"), ("BEKO", "RCNA366"), ("HAIER", "A3FE743")),
     ("Remplacement ventilateur", "Sonde de température"), 25, (70, 270)),
)  # fmt: skip


@dataclass
class Facts:
    """One case before it is drawn: the truth on paper, the declaration, and what the pen does with both."""

    invoice: dict[str, Any]
    declared: dict[str, Any]
    lines: list[tuple[str, Decimal]] = field(default_factory=list)
    is_micro: bool = False
    # True: the page names the company by RCS and SIREN only.
    siren_only: bool = False
    customer_vat: str = ""


def luhn_closed(digits: str) -> str:
    """The digits with the last one set so that the Luhn sum closes."""
    total = 0
    for at, sign in enumerate(reversed(digits + "0")):
        value = int(sign) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def company(rng: Random) -> tuple[str, str]:
    """A SIRET and the VAT number of its SIREN."""
    siren = luhn_closed("".join(rng.choice("3456789") + "".join(rng.choices("0123456789", k=7))))
    siret = luhn_closed(siren + "000" + str(rng.randint(1, 9)))
    return siret, f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def identifier(rng: Random, product: str, brand: str) -> str:
    """An IMEI for a phone, else a serial number in the fashion of the brand."""
    if product == "smartphone":
        return luhn_closed("35" + "".join(rng.choices("0123456789", k=12)))
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    draw = {
        "#": lambda: rng.choice("0123456789"),
        "A": lambda: rng.choice(letters),
        "*": lambda: rng.choice(letters + "0123456789"),
    }
    shapes = {"MIELE": ["000#########"], "DYSON": ["AA#-AA-AAA####A"], "BOSCH": ["FD98##00####", "FD 98## 00####"]}
    shape = rng.choice(shapes.get(brand, ["#A**A##*####A", "AA########", "***##A***##A", "##A#A######", "A#########"]))
    return "".join(draw[sign]() if sign in draw else sign for sign in shape)


def invoice_number(rng: Random, day: date) -> str:
    """A number in one of the fashions of French invoicing software."""
    n, yy, mm = rng.randint(7, 9899), f"{day:%y}", f"{day:%m}"
    return rng.choice(
        (f"FA-20{yy}-{n:04d}", f"20{yy}/{n:04d}", f"F{yy}{mm}-{n:05d}", f"FAC{n:08d}", f"{yy}{mm}{n:04d}", f"FV-{yy}-{n:04d}",
         f"FA{n:05d}", f"INV/20{yy}/{n:05d}", f"{n + 1000}", f"F-20{yy}{mm}-{n:03d}", f"FC{yy}.{n:04d}", f"{n:04d}-{yy}")
    )  # fmt: skip


def sound_facts(rng: Random) -> Facts:
    """A claim without any defect."""
    product, words, machines, faults, bonus, (low, high) = rng.choice(PRODUCTS)
    brand, model = rng.choice(machines)
    day = date(2026, 1, 5) + timedelta(days=rng.randint(0, 290))
    siret, vat = company(rng)
    labour = Decimal(rng.choice((35, 45, 49, 59, 65, 72)))
    parts = Decimal(rng.randint(low * 100, high * 100)) / 100 - labour / 2
    is_micro = rng.random() < 0.15
    excl = labour + parts
    vat_amount = Decimal(0) if is_micro else (excl * Decimal("0.2")).quantize(Decimal("0.01"))
    incl, given = excl + vat_amount, Decimal(bonus)
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    civility = rng.choice(("", "", "M. ", "Mme ", "Monsieur ", "Madame "))
    name = rng.choice((f"{first} {last}", f"{last.upper()} {first}", f"{first} {last.upper()}"))
    (seller_postcode, seller_city), (customer_postcode, customer_city) = rng.choice(TOWNS), rng.choice(TOWNS)
    serial, number = identifier(rng, product, brand), invoice_number(rng, day)
    seller, fault = rng.choice(SELLERS), rng.choice(faults)
    invoice: dict[str, Any] = {
        "title": "FACTURE", "number": number, "date": day.isoformat(), "seller": seller,
        "form": "EI" if is_micro else rng.choice(FORMS), "seller_street": f"{rng.randint(1, 190)} {rng.choice(STREETS)}",
        "seller_postcode": seller_postcode, "seller_city": seller_city,
        "seller_phone": "0" + str(rng.randint(1, 7)) + "".join(f" {rng.randint(0, 99):02d}" for _ in range(4)),
        "siret": siret, "vat": "" if is_micro else vat, "customer": civility + name,
        "customer_street": f"{rng.randint(1, 140)} {rng.choice(STREETS)}", "customer_postcode": customer_postcode,
        "customer_city": customer_city, "product": product, "product_label": rng.choice(words), "brand": brand,
        "model": model, "kind": "imei" if product == "smartphone" else "serial", "identifier": serial, "fault": fault,
        "parts": float(parts), "labour": float(labour), "total_excl": float(excl), "vat_amount": float(vat_amount),
        "total_incl": float(incl), "bonus": float(given), "due": float(incl - given),
    }  # fmt: skip
    declared = {
        "invoice_number": number, "invoice_date": day.isoformat(), "siret": siret, "seller": seller,
        "customer_last_name": last, "customer_postcode": customer_postcode, "product": product, "brand": brand,
        "model": model, "identifier": rng.choice((serial, serial.replace("-", "").replace(" ", ""))),
        "total_incl_vat": float(incl), "bonus": float(given),
    }  # fmt: skip
    return Facts(
        invoice, declared, [(fault, parts), ("Main d'œuvre", labour)], is_micro, not is_micro and rng.random() < 0.08
    )
