# ruff: noqa: E501 - markup and word lists read better unbroken
"""Layouts as repair shops make them themselves: tickets, letters, forms, long invoices."""

from tests.corpus.second.office import LAW, Layout, sheet
from tests.corpus.second.pen import Pen


def till(p: Pen) -> str:
    """A till receipt of 80 mm."""
    css = "td{padding:0} .x{border-top:1pt dashed #000;margin:2mm 0}"
    rows = "".join(f"<tr><td>{words}</td><td class=r>{p.money(price)}</td></tr>" for words, price in p.facts.lines)
    return sheet(
        "Courier Prime",
        9,
        css,
        f"""<div style="text-align:center">{p.seller()}<br>{p.legal("<br>")}</div><div class=x></div>{p.number()}<br>Le {p.day()} 16:42 Caisse 01<br>Client : {p.customer()}<div class=x></div>
{p.device()}<br>{p.identifier()}<table>{rows}</table><div class=x></div><table>{p.sum_rows()}</table><div class=x></div>Payé en carte bancaire<br>Merci et à bientôt""",
        page="80mm 210mm",
        margin="4mm",
    )


def letter(p: Pen) -> str:
    """A letter in prose, as from a word processor."""
    i = p.facts.invoice
    sums = "<br>".join(f"{words} : {amount}" for words, amount in p.sums())
    return sheet(
        "EB Garamond",
        12,
        "",
        f"""{p.seller()}<div style="margin:8mm 0 8mm 95mm">{p.customer()}</div><p style="text-align:right">{i["seller_city"]}, le {p.day()}</p>
<p><b><u>{p.number()}</u></b></p><p>Objet : réparation de votre appareil {p.device()}, {p.identifier()}</p>
<p>{p.facts.lines[0][0]} : {p.money(p.facts.lines[0][1])}<br>Main d'œuvre : {p.money(p.facts.lines[1][1])}</p><p>{sums}</p>
<p>Avec nos remerciements.</p><p style="margin-top:30mm;text-align:center;font-size:9pt">{p.legal()}</p>""",
        margin="22mm",
    )


def two_column(p: Pen) -> str:
    """A dark column left with the seller and the sums, the rest right."""
    css = ".k{background:#22313f;color:#fff;width:62mm;padding:6mm;min-height:230mm} .m{flex:1;padding:6mm}"
    return sheet(
        "Carlito",
        10,
        css,
        f"""<div class=f><div class=k>{p.seller()}<p>{p.legal("<br>")}</p><table style="margin-top:50mm">{p.sum_rows()}</table></div>
<div class=m><h1>{p.title}</h1><p>N° {p.facts.invoice["number"]}<br>Date {p.day()}</p><p>Client :<br>{p.customer()}</p><p>{p.device()}<br>{p.identifier()}</p><table><tr><th>Détail<th>Qté<th>PU<th>Total</tr>{p.rows()}</table></div></div>""",
        margin="8mm",
    )


def form(p: Pen) -> str:
    """A form of fields, label left and value beneath."""
    i = p.facts.invoice
    fields = [("Facture n°" if i["title"] == "FACTURE" else "Numéro", i["number"]), ("Date de facture", p.day()), ("Nom du client", i["customer"]),
              ("Adresse", f"{i['customer_street']}, {i['customer_postcode']} {i['customer_city']}"), ("Type d'appareil", i["product_label"]), ("Marque", i["brand"]),
              ("Modèle", i["model"]), ("IMEI" if i["kind"] == "imei" else "Numéro de série", i["identifier"]), ("Panne", i["fault"])]  # fmt: skip
    if p.facts.customer_vat:
        fields.append(("N° TVA du client", p.facts.customer_vat))
    boxes = "".join(f"<div class=q><div class=s>{label}</div>{value}</div>" for label, value in fields)
    css = ".w{display:grid;grid-template-columns:1fr 1fr;gap:3mm} .q{border:.5pt solid #777;padding:3pt}"
    return sheet(
        "Liberation Serif",
        10.5,
        css,
        f"""<h2 style="text-align:center">{p.title}</h2><div style="text-align:center">{p.seller(" · ")}</div><div class=w style="margin-top:6mm">{boxes}</div>
<table style="margin-top:8mm">{p.rows()}</table><hr><table style="width:50%;margin-left:auto">{p.sum_rows()}</table><p class=s>{p.legal()}</p>""",
    )


def foot_seller(p: Pen) -> str:
    """Only a logo on top: the seller stands in small print at the foot."""
    i = p.facts.invoice
    return sheet(
        "Noto Serif",
        9.5,
        "h1{letter-spacing:2pt}",
        f"""<h1 style="color:#b03">{i["seller"]}</h1><div class=f><div><b>{p.number()}</b><br>Date de la facture : {p.day()}<br>Date d'intervention : {p.day()}</div><div style="width:70mm">{p.customer()}</div></div>
<p><b>{p.device()}</b> — {p.identifier()}</p><table><tr><th>Désignation<th class=r>Qté<th class=r>PU HT<th class=r>Total HT</tr>{p.rows()}</table><table style="width:85mm;margin:10mm 0 0 auto">{p.sum_rows()}</table>
<p style="margin-top:70mm;font-size:6pt;text-align:center;color:#555">{p.seller(" - ")} - {p.legal(" - ")}</p>""",
    )


def long(p: Pen) -> str:
    """Two pages: the lines on the first, the sums on the second."""
    terms = "".join(
        f"<p class=s>Article {n}. {LAW} Le client reconnaît avoir pris connaissance des conditions.</p>"
        for n in range(1, 13)
    )
    return sheet(
        "Roboto",
        9.5,
        "",
        f"""<div class=f><div>{p.seller()}<br>{p.legal("<br>")}</div><div>{p.customer()}</div></div><h2>{p.number()}</h2><p>Émise le {p.day()}</p>
<p>{p.device()} — {p.identifier()}</p><table><tr><th>Désignation<th>Qté<th>PU<th>Total</tr>{p.rows()}</table><p>Conditions générales</p>{terms}
<div style="break-before:page"><p>{p.facts.invoice["number"]} – suite</p><table style="width:90mm;margin-left:auto">{p.sum_rows()}</table></div>""",
    )


def handmade(p: Pen) -> str:
    """A spreadsheet: thin grid everywhere, labels and values in neighbouring cells."""
    i = p.facts.invoice
    cells = [(i["seller"], "", p.title, i["number"]), (i["seller_street"], "", "Date", p.day()), (f"{i['seller_postcode']} {i['seller_city']}", "", "Client", i["customer"]),
             (p.legal("<br>"), "", "", i["customer_street"]), (f"Tél {i['seller_phone']}", "", "", f"{i['customer_postcode']} {i['customer_city']}"),
             ("Appareil", p.device(), "IMEI" if i["kind"] == "imei" else "N° de série", i["identifier"]), ("", "", "TVA client" if p.facts.customer_vat else "", p.facts.customer_vat)]  # fmt: skip
    cells += [(words, "", "", p.money(price)) for words, price in p.facts.lines]
    cells += [("", "", words, amount) for words, amount in p.sums()]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    return sheet("Carlito", 10, "td{border:.4pt solid #ccc;height:6mm}", f"<table>{rows}</table>")


def boxed(p: Pen) -> str:
    """Grey boxes; the sums stand left, the bonus also told in a sentence."""
    css = ".q{background:#ececec;padding:6pt;margin-bottom:4mm;border-radius:4pt}"
    told = "Réparation soutenue par le fonds QualiRépar." if p.facts.invoice["bonus"] is not None else ""
    return sheet(
        "URW Gothic",
        9,
        css,
        f"""<div class=q>{p.seller()}<br>{p.legal()}</div><div class=f><div class=q style="width:45%"><b>{p.number()}</b><br>{p.day()}</div><div class=q style="width:45%">{p.customer()}</div></div>
<div class=q>{p.device()} {p.identifier()}</div><table><tr><th>Article<th>Qté<th>PU<th>Montant</tr>{p.rows()}</table><div class=q style="width:85mm;margin-top:6mm"><table>{p.sum_rows()}</table></div><p>{told}</p>""",
    )


SHOP: dict[str, Layout] = {
    "till": till, "letter": letter, "two-column": two_column, "form": form, "foot-seller": foot_seller, "long": long,
    "handmade": handmade, "boxed": boxed,
}  # fmt: skip
