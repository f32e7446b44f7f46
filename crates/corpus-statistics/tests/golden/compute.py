"""Measures of an invented text as other programs compute them, for tests/other_programs.rs.

    python3 -m venv /tmp/golden
    /tmp/golden/bin/pip install -r requirements.txt
    /tmp/golden/bin/python compute.py > figures.json
"""

import json
import math
import random
from collections import Counter
from fractions import Fraction

import mpmath
import pandas
import pymannkendall
import scipy.stats
from association_measures import measures
from corpus_dispersion import CorpusWordAnalyzer
from nltk.metrics import BigramAssocMeasures

mpmath.mp.dps = 50


def invented_words(seed, favourites):
    """Some hundred words of a language that doesn't exist, in which a few are more frequent and come in pairs."""
    chance = random.Random(seed)
    words = ["la", "mo", "tari", "venu", "kesh", "olda", "bri", "suna", "pelo", "dar", "ximo", "fent"]
    text = []
    for _ in range(400):
        word = chance.choice(favourites if chance.random() < 0.2 else words)
        text.append(word)
        if word == "tari" and chance.random() < 0.6:
            text.append("venu")
    return text


def keyness_tables(target, reference):
    """The cells of each word of two texts, with the target in row 1."""
    in_target, in_reference = Counter(target), Counter(reference)
    for word in sorted(in_target | in_reference):
        a, b = in_target[word], in_reference[word]
        yield a, len(target) - a, b, len(reference) - b


def window_tables(text, node, span):
    """The cells of each collocate of a node, with the windows in row 1."""
    nodes = [place for place, word in enumerate(text) if word == node]
    inside = {place + step for place in nodes for step in range(-span, span + 1)}
    inside = {place for place in inside if 0 <= place < len(text) and text[place] != node}
    near, everywhere = Counter(text[place] for place in inside), Counter(text)
    others = len(text) - len(nodes)
    for word in sorted(set(text) - {node}):
        together, first, second = near[word], len(inside), everywhere[word]
        yield together, first - together, second - together, others - first - second + together


def fisher_exact_digits(a, b, c, d):
    """Fisher's two-sided test with fifty digits."""
    first, second, total = a + b, a + c, a + b + c + d

    def factorial(count):
        return mpmath.loggamma(count + 1)

    def probability(count):
        cells = (count, first - count, second - count, total - first - second + count)
        margins = (first, total - first, second, total - second)
        return mpmath.exp(sum(map(factorial, margins)) - factorial(total) - sum(map(factorial, cells)))

    mean = first * second // total
    deviation = int(math.sqrt(first * second / total) + 1)
    # Beyond sixty deviations nothing has an effect on the digits that are kept.
    lowest = max(0, first + second - total, min(a, mean) - 60 * deviation)
    highest = min(first, second, max(a, mean) + 60 * deviation)
    threshold = probability(a) * (1 + mpmath.mpf(10) ** -7)
    term, total_probability = probability(lowest), mpmath.mpf(0)
    for count in range(lowest, highest + 1):
        if term <= threshold:
            total_probability += term
        term *= mpmath.mpf((first - count) * (second - count)) / (
            (count + 1) * (total - first - second + count + 1)
        )
    return float(total_probability)


def table_figures(cells):
    """All measures of one table; the key says which program a figure comes from."""
    a, b, c, d = cells
    rows, columns, total = (a + b, c + d), (a + c, b + d), a + b + c + d
    frame = pandas.DataFrame({"O11": [a], "O12": [b], "O21": [c], "O22": [d]}, dtype=float)
    for place, (row, column) in {"11": (0, 0), "12": (0, 1), "21": (1, 0), "22": (1, 1)}.items():
        frame["E" + place] = rows[row] * columns[column] / total
    frame["R1"], frame["R2"], frame["C1"], frame["C2"], frame["N"] = *rows, *columns, total
    transposed = frame.rename(columns={"C1": "R1", "R1": "C1", "C2": "R2", "R2": "C2", "O12": "O21", "O21": "O12"})
    association = {
        "log_likelihood": measures.log_likelihood(frame, signed=True),
        "log_ratio": measures.log_ratio(frame, disc=0.5, discounting="Hardie2014"),
        "z_score": measures.z_score(frame),
        "minimum_sensitivity": measures.min_sensitivity(frame),
        "delta_p_backward": measures.liddell(frame),
        "delta_p_forward": measures.liddell(transposed),
    }
    figures = {"association-measures": {name: float(value.iloc[0]) for name, value in association.items()}}
    corrected = scipy.stats.chi2_contingency([[a, b], [c, d]], correction=True)
    plain = scipy.stats.chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood")
    figures["scipy"] = {
        "chi_squared": corrected.statistic,
        "chi_squared_p": corrected.pvalue,
        "log_likelihood_p": plain.pvalue,
    }
    figures["mpmath"] = {"fisher_p": fisher_exact_digits(*cells)}
    if c > 0 and b > 0:
        figures["scipy"]["odds_ratio"] = scipy.stats.contingency.odds_ratio([[a, b], [c, d]], kind="sample").statistic
    if a > 0:
        marginals = (a, (rows[0], columns[0]), total)
        pointwise = BigramAssocMeasures.pmi(*marginals)
        figures["nltk"] = {
            "log_likelihood_size": BigramAssocMeasures.likelihood_ratio(*marginals),
            "mutual_information": pointwise,
            "mutual_information_cubed": math.log2(BigramAssocMeasures.mi_like(*marginals, power=3) * total),
            "normalised_mutual_information": pointwise / -math.log2(a / total),
            "t_score": BigramAssocMeasures.student_t(*marginals),
            "log_dice": 14 + math.log2(BigramAssocMeasures.dice(*marginals)),
        }
    p, q = Fraction(a, rows[0]), Fraction(c, rows[1])
    figures["fractions"] = {
        "difference_coefficient": float((p - q) / (p + q)),
        "simple_maths": float((1000000 * p + 1) / (1000000 * q + 1)),
        "bic": abs(figures["association-measures"]["log_likelihood"]) - math.log(total),
    }
    if c > 0:
        figures["fractions"]["percent_difference"] = float(100 * (p - q) / q)
    return {"cells": cells, **figures}


def dispersion_figures(counts, sizes):
    """Dispersion of a word with these counts over parts of these sizes."""
    theirs = CorpusWordAnalyzer(list(map(float, counts)), list(map(float, sizes)), float(sum(sizes))).calculate_all_metrics()
    expected = [sum(counts) * size / sum(sizes) for size in sizes]
    return {
        "counts": counts,
        "sizes": sizes,
        "corpus-dispersion": {
            "deviation_of_proportions": theirs.dp,
            "normalised_deviation_of_proportions": theirs.dp_norm,
            "juilland_d": theirs.juilland_d,
            "carroll_d2": theirs.carroll_d2,
            "rosengren_s": theirs.roschengren_s_adj,
        },
        "scipy": {"lyne_d3": 1 - scipy.stats.chisquare(counts, expected).statistic / (4 * sum(counts))},
    }


def part_counts(text, sizes, word):
    """How often a word occurs in each part of a text."""
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    return [text[end - size : end].count(word) for end, size in zip(ends, sizes)]


def trend_figures(values):
    """Slope and test of values over time, where None is a gap."""
    present = [(period, value) for period, value in enumerate(values) if value is not None]
    slope = scipy.stats.theilslopes([y for _, y in present], [x for x, _ in present], method="separate")
    test = pymannkendall.original_test([y for _, y in present])
    return {
        "values": values,
        "scipy": {"slope": slope.slope, "intercept": slope.intercept},
        "pymannkendall": {
            "mann_kendall_s": float(test.s),
            "mann_kendall_variance": float(test.var_s),
            "mann_kendall_z": float(test.z),
            "mann_kendall_p": float(test.p),
        },
    }


def main():
    target = invented_words(1, ["tari", "kesh", "muloni"])
    reference = invented_words(2, ["olda", "bri", "hastu"])
    tables = [*keyness_tables(target, reference), *window_tables(target, "tari", 3), *window_tables(reference, "bri", 5)]
    tables += [(3, 7, 4, 11), (40, 2, 1, 60), (1200, 998800, 1000, 998000), (1000000, 999000000, 1003000, 998997000)]
    sizes = [20, 35, 50, 65, 80, 45, 105]
    dispersions = [(part_counts(target, sizes, word), sizes) for word in ("tari", "kesh", "muloni", "fent")]
    dispersions += [([1, 2, 3, 4, 5], [100] * 5), ([0, 9, 0, 0], [30, 10, 300, 40]), ([7, 0, 3], [900, 50, 2000])]
    chance = random.Random(3)
    rising = [round(20 + 1.5 * period + chance.gauss(0, 6), 1) for period in range(36)]
    whole = [chance.randrange(8) for _ in range(40)]
    gaps = [None if period % 7 == 3 else value for period, value in enumerate(rising)]
    figures = {
        "tables": [table_figures(cells) for cells in dict.fromkeys(tables)],
        "dispersions": [dispersion_figures(*parts) for parts in dispersions],
        "trends": [trend_figures(values) for values in (rising, whole, gaps)],
    }
    lines = [f' "{name}": [\n' + ",\n".join("  " + json.dumps(row) for row in rows) + "\n ]" for name, rows in figures.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
