"""Files of pairs, and pairs that are drawn."""

import tempfile
import unittest
from pathlib import Path
from typing import List

from embedding.pairs import (
    Pair,
    PairsError,
    Photograph,
    draw_folds,
    pairs_text,
    photograph_number,
    read_pairs,
)


class Reading(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "pairs.txt"

    def read(self, text: str) -> List[Pair]:
        self.path.write_bytes(text.encode("utf-8"))
        return read_pairs(self.path)

    def refused(self, text: str, message: str) -> None:
        with self.assertRaisesRegex(PairsError, message):
            self.read(text)

    def test_folds_have_one_persons_pairs_and_then_two_peoples(self) -> None:
        pairs = self.read(
            "2\t1\nAda\t1\t4\nAda\t2\tBen\t1\nBen\t1\t2\nBen\t3\tGia_de_la_Fe\t0007\n"
        )
        gia = Photograph("Gia_de_la_Fe", 7)
        self.assertEqual(
            pairs,
            [
                Pair(2, 0, True, Photograph("Ada", 1), Photograph("Ada", 4)),
                Pair(3, 0, False, Photograph("Ada", 2), Photograph("Ben", 1)),
                Pair(4, 1, True, Photograph("Ben", 1), Photograph("Ben", 2)),
                Pair(5, 1, False, Photograph("Ben", 3), gia),
            ],
        )

    def test_a_number_alone_tells_of_one_fold(self) -> None:
        pairs = self.read("2\nAda\t1\t2\nBen\t1\t2\nAda\t1\tBen\t1\nAda\t2\tBen\t2\n")
        self.assertEqual([pair.fold for pair in pairs], [0] * 4)
        self.assertEqual([pair.same for pair in pairs], [True, True, False, False])

    def test_blanks_windows_line_ends_and_empty_lines_at_the_end_do_no_harm(self) -> None:
        pairs = self.read("1 1\r\nAda 1 2\r\nAda 1  Ben 1\r\n\r\n")
        self.assertEqual([pair.first for pair in pairs], [Photograph("Ada", 1)] * 2)

    def test_names_may_have_blanks_where_fields_have_tabs(self) -> None:
        pairs = self.read("1\nAda Umber\t1\t2\nAda Umber\t1\tBen\t1\n")
        self.assertEqual(pairs[0].first, Photograph("Ada Umber", 1))

    def test_an_error_names_the_line(self) -> None:
        self.refused("10\t300\nAda\t1\t2\n", "line 2: is the last.*to line 6001")
        self.refused("1\nAda\t1\t2\nAda\t1\tBen\t1\nAda\t1\tBen\t2\n", "line 4: is the last")
        self.refused("", "is empty")
        self.refused("ten\t300\n", "line 1: 'ten")
        self.refused("1 2 3\n", "line 1")
        self.refused("0\t300\n", "line 1: .*a fold and a pair")
        self.refused("1\nAda\t1\nAda\t1\tBen\t1\n", "line 2: .*one person")
        self.refused("1\nAda\t1\t2\nAda\t1\t2\n", "line 3: .*two people")
        self.refused("1\nAda\t1\tx2\nAda\t1\tBen\t1\n", "line 2: 'x2' is no number")
        self.refused("1\nAda\t1\t-2\nAda\t1\tBen\t1\n", "line 2: '-2' is no number")
        self.refused("1\nAda\t1\t01\nAda\t1\tBen\t1\n", "line 2: Ada 1 is paired with itself")
        self.refused("1\nAda\t1\t2\nAda\t1\tAda\t2\n", "line 3: .*Ada twice")
        self.refused("1\n\t1\t2\nAda\t1\tBen\t1\n", "line 2: a name is empty")
        self.refused("1\n\nAda\t1\tBen\t1\n", "line 2")

    def test_what_is_no_text_is_refused(self) -> None:
        self.path.write_bytes(b"1\nJos\xe9\t1\t2\n")
        with self.assertRaisesRegex(PairsError, "UTF-8.*byte 5"):
            read_pairs(self.path)

    def test_what_is_written_is_read_back(self) -> None:
        ada, ada_too = Photograph("Ada Umber", 1), Photograph("Ada Umber", 12)
        jose = Photograph("José", 3)
        for count in (1, 3):
            pairs = self.read(pairs_text([[(ada, ada_too), (ada, jose)]] * count))
            self.assertEqual([pair.fold for pair in pairs[::2]], list(range(count)))
            self.assertEqual(pairs[0][2:], (True, ada, ada_too))
            self.assertEqual(pairs[1][2:], (False, ada, jose))

    def test_a_name_that_would_not_be_read_back_is_not_written(self) -> None:
        with self.assertRaisesRegex(PairsError, "Ada"):
            pairs_text([[(Photograph("Ada\t", 1), Photograph("Ada\t", 2))]])


class Numbers(unittest.TestCase):
    def test_a_photographs_number_is_at_the_end_of_its_name(self) -> None:
        for path, number in (
            ("Aaron_Eckhart/Aaron_Eckhart_0001.jpg", 1),
            ("Ada_Umber/001.jpg", 1),
            ("a/b/C3/7_12.tar.png", None),
            ("a/120", 120),
            ("a7/copy.jpg", None),
        ):
            self.assertEqual(photograph_number(path), number, path)


class Drawing(unittest.TestCase):
    def setUp(self) -> None:
        # 24 people with 1 to 24 faces; a face's place tells whose it is.
        self.people = [[100 * person + face for face in range(person + 1)] for person in range(24)]

    def test_folds_have_no_person_in_common_and_no_pair_twice(self) -> None:
        folds = draw_folds(self.people, 4, 40, seed=1)
        seen: List[int] = []
        for fold in folds:
            self.assertEqual((len(set(fold.same)), len(set(fold.different))), (40, 40))
            self.assertTrue(all(a // 100 == b // 100 and a != b for a, b in fold.same))
            self.assertTrue(all(a // 100 != b // 100 for a, b in fold.different))
            unordered = {frozenset(pair) for pair in fold.same + fold.different}
            self.assertEqual(len(unordered), 80)
            seen += {face // 100 for pair in unordered for face in pair}
        self.assertEqual(len(seen), len(set(seen)))

    def test_the_poorest_fold_says_how_many_there_are(self) -> None:
        # Two people with three faces each: 3 + 3 pairs of one person, and 9 of two.
        folds = draw_folds([[0, 1, 2], [10, 11, 12], *self.people], 1, 10_000, seed=1)
        self.assertEqual(len(folds[0].same), sum(n * (n - 1) // 2 for n in range(1, 25)) + 6)
        folds = draw_folds([[0, 1, 2], [10, 11, 12]], 1, 10_000, seed=1)
        self.assertEqual(len(folds[0].same), 6)
        self.assertEqual(len(folds[0].different), 6)

    def test_people_are_dealt_out_so_that_no_fold_is_much_poorer(self) -> None:
        folds = draw_folds(self.people, 4, 10_000, seed=1)
        possible = sum(faces * (faces - 1) // 2 for faces in range(1, 25))
        self.assertGreater(len(folds[0].same), 0.9 * possible / 4)

    def test_all_pairs_are_drawn_where_all_are_needed(self) -> None:
        (fold,) = draw_folds([[0, 1, 2], [10, 11]], 1, 4, seed=5)
        self.assertEqual(fold.same, [(0, 1), (0, 2), (1, 2), (10, 11)])

    def test_a_seed_gives_the_same_again_and_another_seed_others(self) -> None:
        first, again, other = (draw_folds(self.people, 4, 40, seed) for seed in (1, 1, 2))
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)

    def test_a_person_with_many_faces_does_not_crowd_the_others_out(self) -> None:
        crowd = [list(range(1000))] + [
            [10_000 * person + n for n in range(20)] for person in range(1, 10)
        ]
        (fold,) = draw_folds(crowd, 1, 400, seed=1)
        theirs = sum(a < 1000 for a, _ in fold.same)
        self.assertLess(theirs, 80)

    def test_too_few_people_are_refused_with_how_many_there_are(self) -> None:
        with self.assertRaisesRegex(
            PairsError, "10 folds need 20 people, 10 of.*there are 3 and 2"
        ):
            draw_folds([[0, 1], [2, 3], [4]], 10, 300, seed=1)
        with self.assertRaisesRegex(PairsError, "2 folds need 4 people"):
            draw_folds([[0, 1], [2], [3], [4]], 2, 300, seed=1)
        draw_folds([[0, 1], [2], [3], [4, 5]], 2, 300, seed=1)


if __name__ == "__main__":
    unittest.main()
