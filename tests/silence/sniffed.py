"""What `sniff` says of an export, and what it refuses: no doubt about a column is kept silent."""

from __future__ import annotations

from tests.silence.line import Line


def calls() -> str:
    """Thirty calls as a telephone exchange writes them, without a header."""
    call = '"","01423344{0}","800","""Appel"" <01423344{0}>","SIP/201","2024-01-07 16:{0}:26","",{0},"NO ANSWER"\n'
    return "".join(call.format(n) for n in range(10, 40))


def cases(heading: str, *cells: str) -> str:
    """Cases of two columns that are read without a doubt, and of one to look at."""
    rows = [f"A{n};{13 + n % 10}/02/2024;{cell}" for n, cell in enumerate(cells)]
    return "\n".join([f"Dossier;Reçu le;{heading}", *rows]) + "\n"


LOG = "number;state;Date\n" + "".join(
    f"INC{n};{state};{13 + n}/02/2024\n" for n in range(8) for state in ("new", "open", "done")
)

LINES = {
    "02 calls without headings": Line(
        files={"Master.csv": calls()},
        command="sniff data/Master.csv",
        status=3,
        says=["has no header line: the first line looks like a case"],
        says_fr=["n'a pas de ligne d'en-tête\u00a0: la première ligne ressemble à un cas"],
        silent=["01423344", "sources:"],
    ),
    "02 a telephone number for a heading": Line(
        files={"a.csv": "Site;0142334455\nNord;reçu\nSud;perdu\n"},
        command="sniff data/a.csv",
        status=3,
        says=["has no header line"],
        silent=["0142334455"],
    ),
    "02 cases without headings, with decimal commas": Line(
        files={"a.csv": "".join(f"{name};97,5 %;10h05;oui\n" for name in ("Garcia", "Petit", "Roux", "Leroy") * 10)},
        command="sniff data/a.csv",
        status=3,
        says=["has no header line"],
        silent=["Garcia"],
    ),
    "02 lines above the headings": Line(
        files={"a.csv": "Titre\n\n\n" + cases("Canal", "fax", "web", "fax")},
        command="sniff data/a.csv",
        says=["a.csv: 3 rows, all read. Above the headings: 1 line.", "skip_rows: 1"],
        says_fr=["a.csv\u00a0: 3 lignes, sans rejet ni doublon. Au-dessus de l'en-tête\u00a0: 1 ligne."],
    ),
    "02 headings that are numbers": Line(
        files={"a.csv": cases("2024", "1", "30", "5")},
        command="sniff data/a.csv",
        says=["Headings that are numbers: 1. Is the line above"],
        says_fr=["En-têtes qui sont des nombres\u00a0: 1."],
    ),
    "02 years and ordinals for headings": Line(
        files={"a.csv": "Agence;2023;2024\nNord;7;3\nSud;9;8\nEst;2;44\n"},
        command="sniff data/a.csv",
        says=["a.csv: 3 rows, all read.", "Headings that are numbers: 2. Is the line above"],
        says_fr=["En-têtes qui sont des nombres\u00a0: 2."],
    ),
    "02 cases with years and no headings": Line(
        files={"a.csv": "Nord;2023;3\nSud;2021;8\nEst;2022;44\nOuest;2024;1\n"},
        command="sniff data/a.csv",
        status=3,
        says=["has no header line"],
    ),
    "03 a heading that says UTC": Line(
        files={"a.csv": cases("Clos (UTC)", "2024-02-20 10:00", "2024-02-21 11:00", "2024-02-22 12:00")},
        command="sniff data/a.csv",
        says=["the heading says UTC, the cells have no offset"],
        says_fr=["l'en-tête dit UTC, les cellules n'ont pas de décalage"],
    ),
    "03 a heading that says UTC over offsets": Line(
        files={"a.csv": cases("Clos (UTC)", "2024-02-20T10:00Z", "2024-02-21T11:00Z", "2024-02-22T12:00Z")},
        command="sniff data/a.csv",
        says=['format: "%Y-%m-%dT%H:%M%z"'],
        silent=["the heading says"],
    ),
    "03 times with AM and PM": Line(
        files={"a.csv": cases("Clos", "20/02/2024 10:00 AM", "21/02/2024 02:00 PM", "22/02/2024 12:00 PM")},
        command="sniff data/a.csv",
        says=["clos: {header: Clos, type: text", "AM or PM are not read: export them on a clock of 24 hours"],
        says_fr=["les heures avec AM ou PM ne sont pas lues\u00a0: les exporter sur 24 heures"],
        silent=['AM"', 'PM"'],
    ),
    "03 times with the letters of a zone": Line(
        files={"a.csv": cases("Clos", "2024-02-20 10:00 CET", "2024-02-21 11:00 CET", "2024-02-22 12:00 CET")},
        command="sniff data/a.csv",
        says=["clos: {header: Clos, type: text", "times with the letters of a zone (CET, EST) are not read"],
        says_fr=["les heures avec les lettres d'un fuseau (CET, EST) ne sont pas"],
    ),
    "03 times with UTC behind": Line(
        files={"a.csv": cases("Clos (UTC)", "2024-02-20 10:00 UTC", "2024-02-21 11:00 UTC", "2024-02-22 12:00 UTC")},
        command="sniff data/a.csv",
        says=['format: "%Y-%m-%d %H:%M %z"'],
        silent=["the heading says"],
    ),
    "04 a heading that says minutes": Line(
        files={"a.csv": cases("Attente (min)", "3", "12", "7")},
        command="sniff data/a.csv",
        says=["attente_min: {header: Attente (min), type: integer, unit: minutes, required: true}"],
        silent=["no unit"],
    ),
    "04 a heading that says a limit": Line(
        files={"a.csv": cases("Servis sous 20 s", "3", "12", "7")},
        command="sniff data/a.csv",
        says=["type: integer"],
        silent=["unit"],
    ),
    "04 a heading of a time without a unit": Line(
        files={"a.csv": cases("Attente", "3", "12", "7")},
        command="sniff data/a.csv",
        says=["the heading says a length of time and no unit: seconds are read"],
        says_fr=["l'en-tête annonce une durée sans unité\u00a0: des secondes sont lues"],
        silent=["integer, unit"],
    ),
    "04 an elision is no day": Line(
        files={"a.csv": cases("Temps d'attente", "3", "12", "7")},
        command="sniff data/a.csv",
        says=["the heading says a length of time and no unit: seconds are read"],
        silent=["days, which are no"],
    ),
    "05 an id once for each event": Line(
        files={"log.csv": LOG},
        command="sniff data/log.csv",
        says=[
            "log.csv: 24 rows, of which 16 that repeat a key.",
            "number repeats: 8 values in 24 rows: is a row a case, or an event of one?",
            "Taken for events, the last row counts; name its date in `order_by`. For",
            "key: number on_duplicate: last",
        ],
        says_fr=[
            "number se répète\u00a0: 8 valeurs sur 24 lignes\u00a0: une ligne est-elle un cas, ou",
            "nommer sa date dans",
        ],
    ),
    "05 ids that a spreadsheet damaged": Line(
        files={"a.csv": cases("N° contrat", "1,71980E+15", "1,71981E+15", "1,71982E+15")},
        command="sniff data/a.csv",
        says=["a spreadsheet cut numbers to their first digits, as 1,71980E+15"],
        says_fr=["un tableur a réduit des nombres à leurs premiers chiffres, comme"],
    ),
    "05 ids that a spreadsheet damaged, the plus a blank": Line(
        files={"a.csv": cases("N° contrat", "1,71980E 15", "1,71981E 15", "1,71982E 15")},
        command="sniff data/a.csv",
        says=["a spreadsheet cut numbers to their first digits, as 1,71980E 15"],
    ),
    "08 seconds since 1970": Line(
        files={"a.csv": cases("created_at", "1708423200", "1708509600", "1708596000")},
        command="sniff data/a.csv",
        says=["type: integer", "the cells look like seconds since 1970, which are not read as dates"],
        says_fr=["les cellules ressemblent à des secondes depuis 1970"],
    ),
    "08 milliseconds since 1970 are no social security numbers": Line(
        files={"a.csv": cases("created_at", "1705413153000", "1705827551000", "1706869623000")},
        command="sniff data/a.csv",
        says=["type: integer", "the cells look like milliseconds since 1970"],
        silent=["social security", "personal"],
    ),
    "08 names of months": Line(
        files={"a.csv": cases("Clos", "03/janv./24", "04/févr./24", "05/déc./24")},
        command="sniff data/a.csv",
        says=["dates with the name of a month are not read: export them with its number"],
        says_fr=["les dates avec le nom d'un mois ne sont pas lues\u00a0: les exporter"],
    ),
    "08 days of weeks": Line(
        files={"a.csv": cases("Clos", "2024-W08-1", "2024-W09-5", "2024-W10-2")},
        command="sniff data/a.csv",
        says=["clos: {header: Clos, type: text", "weeks (2024-W02) are not read as dates: export a day"],
        says_fr=["les semaines (2024-W02) ne sont pas lues comme des dates\u00a0: exporter un"],
    ),
    "08 months without marks": Line(
        files={"a.csv": cases("Période", "202401", "202402", "202311")},
        command="sniff data/a.csv",
        says=["the cells look like months (202401, 2024-01), which are not"],
        says_fr=["les cellules ressemblent à des mois (202401,"],
    ),
    "08 dates with a digit for the century": Line(
        files={"a.csv": cases("DTCLO", "1240206", "1240217", "1240305")},
        command="sniff data/a.csv",
        says=["digit for the century (CYYMMDD), which"],
        says_fr=["un chiffre pour le siècle"],
    ),
    "08 days without marks beside noughts": Line(
        files={"a.csv": cases("DTCLO", "20240206", "20240217", "20240305", "0", "0")},
        command="sniff data/a.csv",
        says=["type: integer", "most cells look like dates without marks (yyyymmdd)"],
        says_fr=["ressemblent à des dates sans séparateur"],
    ),
    "08 the dates of DB2 are read": Line(
        files={"a.csv": cases("TS", *(f"2024-03-0{n}-10.15.30.123456" for n in range(1, 5)))},
        command="sniff data/a.csv",
        says=['format: "%Y-%m-%d-%H.%M.%S.%f"'],
    ),
    "08 the dates of DB2 with twelve decimals": Line(
        files={"a.csv": cases("TS", *(f"2024-03-0{n}-10.15.30.123456789012" for n in range(1, 5)))},
        command="sniff data/a.csv",
        says=["type: text", "fractions of a second of more than 6 digits are not read"],
        says_fr=["les fractions de seconde de plus de 6 chiffres ne sont pas"],
    ),
    "08 days of a spreadsheet": Line(
        files={"a.csv": cases("Clos", "45297,553472", "45313,459722", "45319,440278")},
        command="sniff data/a.csv",
        says=["day numbers of a spreadsheet are not read as dates"],
        says_fr=["les numéros de jour d'un tableur ne sont pas lus comme des dates"],
    ),
    "08 totals below": Line(
        files={"a.csv": cases("Lots", "1", "2", "3") + "Totals;;6\n"},
        command="sniff data/a.csv",
        says=["a.csv: 3 rows, all read.", "footer: Totals"],
    ),
    "08 totals above": Line(
        files={"a.csv": cases("Lots", "1", "2", "3").replace("A0;", "Totals;;6\nA0;")},
        command="sniff data/a.csv",
        says=["is named a total, and is read as a row: line 2."],
        says_fr=["est nommé total, et il est lu comme une"],
    ),
    "08 no date at all": Line(
        files={"a.csv": "Dossier;Canal\nA1;fax\nA2;web\n"},
        command="sniff data/a.csv",
        says=["No column is read as dates: no indicator can be dated by this source."],
        says_fr=["Aucune colonne n'est lue comme des dates\u00a0: aucun indicateur ne peut être"],
    ),
    "08 no CSV at all": Line(
        files={"a.csv": '{"id": 1, "created_at": 1705413153000}\n'},
        command="sniff data/a.csv",
        status=3,
        says=["is JSON, not CSV. Open it where it comes from"],
        says_fr=["a.csv\u00a0: est du JSON, pas du CSV. Ouvrez-le là d'où il vient"],
    ),
    "08 quotes behind a backslash": Line(
        files={"a.csv": cases("Objet", '"dit \\"oui\\" hier"', '"dit \\"non\\" hier"', "rien")},
        command="sniff data/a.csv",
        status=3,
        says=['quotes inside cells stand behind a backslash (\\")', 'Export them doubled ("")'],
        says_fr=['les guillemets dans les cellules suivent une barre oblique inverse (\\")'],
    ),
    "08 a few quotes behind a backslash": Line(
        files={"a.csv": cases("Objet", '"dit \\"oui\\" hier"', *["rien"] * 30)},
        command="sniff data/a.csv",
        says=["1 record cannot be read (stray quote)", 'Quotes inside cells stand behind a backslash (\\")'],
        says_fr=["1 enregistrement illisible (guillemet mal placé)", "suivent une barre oblique inverse"],
    ),
    "08 a cell with a quote behind a backslash is no value": Line(
        files={"a.csv": cases("Objet", '"dit \\"oui\\" hier"', *["rien", "tout"] * 30)},
        command="sniff data/a.csv",
        says=["1 record cannot be read (stray quote)", "values: [rien, tout]"],
        silent=["hier"],
    ),
    "08 accents apart from their letters": Line(
        files={"a.csv": cases("État", *["réglé", "re\u0301gle\u0301", "reçu", "rec\u0327u"] * 5)},
        command="sniff data/a.csv",
        says=["a.csv: 20 rows, all read.", "values: [reçu, réglé]"],
    ),
    **{
        f"08 a total below: {total}": Line(
            files={"a.csv": cases("Lots", "1", "2", "3") + f"{total};;6\n"},
            command="sniff data/a.csv",
            says=["a.csv: 3 rows, all read.", f"footer: {written}"],
            silent=["named a total"],
        )
        for total, written in {"Total :": '"Total :"', "Totals:": '"Totals:"', "Somme totale": "Somme totale"}.items()
    },
}
