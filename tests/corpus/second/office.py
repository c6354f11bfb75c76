# ruff: noqa: E501 - markup and word lists read better unbroken
"""Layouts in the fashion of invoicing and accounting software."""

from collections.abc import Callable

from tests.corpus.second.pen import Pen

Layout = Callable[[Pen], str]
BASE = "body{{font-family:'{font}';font-size:{size}pt;margin:0}} table{{border-collapse:collapse;width:100%}} .r{{text-align:right;white-space:nowrap}} td,th{{padding:2pt 5pt;vertical-align:top}} th{{text-align:left}} .f{{display:flex;justify-content:space-between}} .s{{font-size:{small}pt;color:#444}}"
LAW = "Pénalités de retard : 3 fois le taux légal. Indemnité forfaitaire de 40 € pour frais de recouvrement. Réparation garantie 3 mois."


def sheet(
    font: str, size: float, css: str, body: str, *, page: str = "A4", margin: str = "14mm", small: float = 7
) -> str:
    """A whole HTML page."""
    style = BASE.format(font=font, size=size, small=small)
    return f"<!doctype html><meta charset=utf-8><style>@page{{size:{page};margin:{margin}}}{style}{css}</style>{body}"


def classic(p: Pen) -> str:
    """Seller top left, customer right, grid of all lines (EBP, Ciel)."""
    css = ".g td,.g th{border:.6pt solid #000} .c{border:.6pt solid #000;padding:6pt;width:70mm}"
    return sheet(
        "Liberation Sans",
        9.5,
        css,
        f"""<div class=f><div>{p.seller()}</div><div class=c>{p.customer()}</div></div>
<h2>{p.number()}</h2><p>Date : {p.day()} &nbsp; Code client : CL00412 &nbsp; Mode de règlement : CB</p>
<p>{p.device()}<br>{p.identifier()}</p><table class=g><tr><th>Désignation<th>Qté<th>P.U. HT<th>Montant HT</tr>{p.rows()}</table>
<table class=g style="width:80mm;margin:8mm 0 0 auto">{p.sum_rows()}</table>
<p class=s style="margin-top:60mm;text-align:center">{p.legal()}<br>{LAW}</p>""",
    )


def sage(p: Pen) -> str:
    """Head of boxes with the label above and the value below; sums in a band at the foot (Sage)."""
    cells = [("Numéro", p.facts.invoice["number"]), ("Date", p.day()), ("Réf. client", "004512"), ("Page", "1 / 1")]
    head = "".join(f"<th>{label}" for label, _ in cells) + "</tr><tr>" + "".join(f"<td>{value}" for _, value in cells)
    band = "".join(f"<th>{label}" for label, _ in p.sums()) + "</tr><tr>" + "".join(f"<td>{v}" for _, v in p.sums())
    css = ".b th,.b td{border:.5pt solid #555;text-align:center} .b th{background:#ddd;font-weight:normal}"
    return sheet(
        "DejaVu Sans Condensed",
        8.5,
        css,
        f"""<div class=f><div>{p.seller()}<br>{p.legal("<br>")}</div>
<div><h1 style="margin:0">{p.title}</h1><table class=b><tr>{head}</tr></table><div style="margin-top:8mm">{p.customer()}</div></div></div>
<p style="margin-top:10mm"><b>Appareil :</b> {p.device()} &nbsp; {p.identifier()}</p>
<table class=b><tr><th>Description<th>Quantité<th>Prix unitaire<th>Total</tr>{p.rows()}</table>
<table class=b style="margin-top:30mm"><tr>{band}</tr></table><p class=s>{LAW}</p>""",
    )


def odoo(p: Pen) -> str:
    """Large coloured title, dates in three columns, sums right (Odoo)."""
    css = "h1{color:#714B67;font-weight:400} th{border-bottom:1pt solid #714B67} .t td{border-top:.5pt solid #ccc}"
    i = p.facts.invoice
    return sheet(
        "Open Sans",
        9,
        css,
        f"""<div>{p.seller()}</div><div style="margin:6mm 0 0 105mm">{p.customer()}</div>
<h1>{p.title} {i["number"]}</h1><div class=f><div><b>Date de facturation :</b><br>{p.day()}</div><div><b>Date d'échéance :</b><br>{p.day()}</div>
<div><b>Origine :</b><br>S00981</div></div><table style="margin-top:6mm"><tr><th>Description<th class=r>Quantité<th class=r>Prix unitaire<th class=r>Taxes<th class=r>Montant</tr>
<tr><td colspan=5><b>{p.device()}</b><br>{p.identifier()}</td></tr>{p.rows(extra=True)}</table>
<table class=t style="width:75mm;margin:6mm 0 0 auto">{p.sum_rows()}</table><p>Merci d'utiliser la communication suivante : {i["number"]}</p>
<p class=s style="border-top:1pt solid #714B67;margin-top:50mm">{p.legal(" | ")}</p>""",
    )


def dolibarr(p: Pen) -> str:
    """Grey box of the seller, framed box of the customer, number top right (Dolibarr)."""
    css = ".e{background:#e6e6e6;padding:5pt;width:78mm}.k{border:.6pt solid #666;padding:5pt;width:85mm} .g td,.g th{border-left:.5pt solid #bbb}"
    ref = (
        f"Réf. : {p.facts.invoice['number']}" if p.rng.random() < 0.5 else f"Réf. facture : {p.facts.invoice['number']}"
    )
    return sheet(
        "DejaVu Sans",
        8,
        css,
        f"""<div class=f><h2>{p.facts.invoice["seller"]}</h2><div class=r><b style="font-size:12pt">{p.title}</b><br>{ref}<br>Date facturation : {p.day()}<br>Code client : CU2603-00087</div></div>
<div class=f><div>Émetteur<div class=e>{p.seller()}</div></div><div>Adressé à<div class=k>{p.customer()}</div></div></div>
<p class=r>Montants exprimés en Euros</p><table class=g style="border:.6pt solid #666;height:60mm"><tr><th>Désignation<th>Qté<th>P.U. HT<th>Total HT</tr>
{p.rows()}<tr style="height:30mm"><td>{p.device()}<br>{p.identifier()}</td><td></td><td></td><td></td></tr></table>
<table style="width:75mm;margin:3mm 0 0 auto">{p.sum_rows()}</table><p class=s style="text-align:center;margin-top:40mm">{p.legal()}</p>""",
    )


def pennylane(p: Pen) -> str:
    """Airy, grey labels left with values right (Pennylane)."""
    css = "td.l{color:#888;width:45mm} h1{font-weight:300}"
    head = [("Numéro de facture", p.facts.invoice["number"]), ("Date d'émission", p.day()), ("Appareil", p.device()),
            ("IMEI" if p.facts.invoice["kind"] == "imei" else "Numéro de série", p.facts.invoice["identifier"])]  # fmt: skip
    rows = "".join(f"<tr><td class=l>{label}<td>{value}</tr>" for label, value in head)
    return sheet(
        "Lato",
        10,
        css,
        f"""<h1>{p.title}</h1><table>{rows}</table><div class=f style="margin:8mm 0"><div>{p.seller()}<br>{p.legal("<br>")}</div><div>{p.customer()}</div></div>
<table><tr style="background:#f3f3f7"><th>Produits<th class=r>Qté<th class=r>Prix u. HT<th class=r>TVA (%)<th class=r>Total HT</tr>{p.rows(extra=True)}</table>
<table style="width:90mm;margin:8mm 0 0 auto">{p.sum_rows()}</table><p class=s>Paiement par virement : IBAN FR76 3000 4000 0312 3456 7890 143 BIC BNPAFRPP</p>""",
    )


def henrri(p: Pen) -> str:
    """Customer left, seller right, purple table head, notes with the device (Henrri)."""
    css = ".h th{background:#5b4b8a;color:#fff} .n{background:#f5f2fb;padding:5pt}"
    return sheet(
        "Roboto",
        9,
        css,
        f"""<div class=f><div style="width:75mm"><div class=s>FACTURÉ À</div>{p.customer()}</div><div class=r>{p.seller()}</div></div>
<h2 style="text-align:center">{p.number()}</h2><p style="text-align:center">du {p.day()}</p>
<table class=h><tr><th>Libellé<th>Qté<th>PU<th>Total</tr>{p.rows()}</table><div class=f style="margin-top:6mm"><div class=n style="width:85mm">Commentaire<br>{p.device()}<br>{p.identifier()}<br>Dossier SAV n° 2291</div>
<table style="width:80mm">{p.sum_rows()}</table></div><p class=s style="margin-top:70mm;font-size:6pt">{p.seller(" - ")} - {p.legal(" - ")}</p>""",
    )


def landscape(p: Pen) -> str:
    """Landscape, everything in one boxed table."""
    css = "table.g td,table.g th{border:.8pt solid #000} "
    i = p.facts.invoice
    return sheet(
        "Noto Sans",
        9,
        css,
        f"""<table class=g><tr><td style="width:50%">{p.seller()}<br>{p.legal("<br>")}</td><td>{p.customer()}</td><td><b>{p.number()}</b><br>Le {p.day()}</td></tr>
<tr><th>Appareil</th><th>{"IMEI" if i["kind"] == "imei" else "N° de série"}</th><th>Technicien</th></tr><tr><td>{p.device()}</td><td>{i["identifier"]}</td><td>Karim</td></tr></table>
<table class=g style="margin-top:4mm"><tr><th>Opération<th>Qté<th>PU<th>Montant</tr>{p.rows()}</table>
<table class=g style="width:110mm;margin:4mm 0 0 auto">{p.sum_rows()}</table>""",
        page="A4 landscape",
    )


def columned(p: Pen) -> str:
    """The identifier is a column of the table of lines; total due repeated on top."""
    css = ".g th{background:#222;color:#fff} .g td{border-bottom:.5pt solid #999} .a{background:#eee;padding:8pt;font-size:13pt}"
    i, sums = p.facts.invoice, p.sums()
    first = f"<tr><td>{i['fault']}<td>{i['brand']} {i['model']}<td>{i['identifier']}<td class=r>{p.money(p.facts.lines[0][1])}</tr>"
    second = f"<tr><td>Main d'œuvre<td><td><td class=r>{p.money(p.facts.lines[1][1])}</tr>"
    return sheet(
        "Inter",
        8.5,
        css,
        f"""<div class=f><div>{p.seller()}</div><div class=a>{sums[-1][0]}<br><b>{sums[-1][1]}</b></div></div>
<h2>{p.number()}</h2><div class=f><div>Facturé le {p.day()}<br>Bon de commande n° BC-7781</div><div><b>Client</b><br>{p.customer()}</div></div>
<table class=g style="margin-top:8mm"><tr><th>Prestation<th>Matériel<th>{"IMEI" if i["kind"] == "imei" else "N° série"}<th class=r>Montant</tr>{first}{second}</table>
<table style="width:85mm;margin:6mm 0 0 auto">{p.sum_rows()}</table><p class=s style="margin-top:50mm">{p.legal()}<br>{LAW}</p>""",
    )


OFFICE: dict[str, Layout] = {
    "classic": classic, "sage": sage, "odoo": odoo, "dolibarr": dolibarr, "pennylane": pennylane, "henrri": henrri,
    "landscape": landscape, "columned": columned,
}  # fmt: skip
