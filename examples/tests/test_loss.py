"""Triplets and their loss."""

import unittest

import numpy
import torch
from align_dataset import anchor_positive_pairs
from align_dataset.torch import semi_hard_triplets
from torch import nn

from embedding.loss import triplet_losses, within_margin_triplets

MARGIN = 0.2


def _batch(
    people: int, images: int, spread: float, seed: int = 1
) -> "tuple[torch.Tensor, torch.Tensor]":
    """Unit embeddings around a point for each person, and labels."""
    generator = torch.Generator().manual_seed(seed)
    centres = torch.randn(people, 8, generator=generator).repeat_interleave(images, dim=0)
    noise = spread * torch.randn(people * images, 8, generator=generator)
    labels = torch.arange(people).repeat_interleave(images)
    return nn.functional.normalize(centres + noise), labels


class Pairs(unittest.TestCase):
    def test_a_full_batch_has_2850_pairs_and_at_most_as_many_triplets(self) -> None:
        labels = numpy.repeat(numpy.arange(15), 20)
        self.assertEqual(len(anchor_positive_pairs(labels)), 2850)
        # All embeddings so near that every other person is within the margin.
        embeddings, places = _batch(15, 20, 0.0)
        near = nn.functional.normalize(torch.ones(300, 8) + 0.01 * embeddings)
        self.assertEqual(len(within_margin_triplets(near, places, MARGIN)), 2850)


class Loss(unittest.TestCase):
    def test_it_is_what_plain_loops_give(self) -> None:
        embeddings, labels = _batch(4, 3, 1.5)
        chosen = within_margin_triplets(embeddings, labels, MARGIN)
        self.assertGreater(len(chosen), 0)
        losses = triplet_losses(embeddings, chosen, MARGIN)
        values = embeddings.numpy().astype(numpy.float64)
        expected = []
        for anchor, positive, negative in chosen.tolist():
            near = far = 0.0
            for place in range(8):
                near += (values[anchor, place] - values[positive, place]) ** 2
                far += (values[anchor, place] - values[negative, place]) ** 2
            expected.append(max(0.0, near - far + MARGIN))
        numpy.testing.assert_allclose(losses.numpy(), expected, atol=1e-5)

    def test_it_is_0_where_the_negative_is_beyond_the_margin(self) -> None:
        embeddings = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        losses = triplet_losses(embeddings, torch.tensor([[0, 1, 2]]), MARGIN)
        self.assertEqual(losses.tolist(), [0.0])

    def test_an_images_gradient_is_the_sum_over_its_triplets(self) -> None:
        embeddings, labels = _batch(4, 3, 1.5)
        chosen = within_margin_triplets(embeddings, labels, MARGIN)
        embeddings.requires_grad_()
        torch.autograd.backward(triplet_losses(embeddings, chosen, MARGIN).mean())
        # Derivatives of the loss by hand, as OpenFace's TripletEmbedding.lua has them.
        values = embeddings.detach().numpy()
        expected = numpy.zeros_like(values)
        for a, p, n in chosen.tolist():
            expected[a] += 2 * (values[n] - values[p]) / len(chosen)
            expected[p] += 2 * (values[p] - values[a]) / len(chosen)
            expected[n] += 2 * (values[a] - values[n]) / len(chosen)
        assert embeddings.grad is not None
        numpy.testing.assert_allclose(embeddings.grad.numpy(), expected, atol=1e-5)


class Negatives(unittest.TestCase):
    def test_within_margin_takes_all_that_are_nearer_than_the_margin_allows(self) -> None:
        embeddings, labels = _batch(5, 3, 1.0)
        allowed = self._allowed(embeddings, labels, hardest=True)
        seen: "dict[tuple[int, int], set[int]]" = {}
        generator = torch.Generator().manual_seed(7)
        for _ in range(200):
            for a, p, n in within_margin_triplets(embeddings, labels, MARGIN, generator).tolist():
                seen.setdefault((a, p), set()).add(n)
        self.assertEqual(seen, allowed)

    def test_semi_hard_ones_are_farther_than_the_positive(self) -> None:
        embeddings, labels = _batch(5, 3, 1.0)
        allowed = self._allowed(embeddings, labels, hardest=False)
        drawn = semi_hard_triplets(embeddings, labels, MARGIN).tolist()
        self.assertEqual({(a, p) for a, p, _ in drawn}, allowed.keys())
        self.assertTrue(all(n in allowed[a, p] for a, p, n in drawn))

    def test_one_seed_draws_the_same_again(self) -> None:
        embeddings, labels = _batch(5, 3, 1.0)
        first, second = (
            within_margin_triplets(embeddings, labels, MARGIN, torch.Generator().manual_seed(3))
            for _ in range(2)
        )
        self.assertTrue(torch.equal(first, second))

    def test_one_person_gives_no_triplet(self) -> None:
        embeddings, labels = _batch(1, 4, 1.0)
        self.assertEqual(list(within_margin_triplets(embeddings, labels, MARGIN).shape), [0, 3])

    def _allowed(
        self, embeddings: torch.Tensor, labels: torch.Tensor, hardest: bool
    ) -> "dict[tuple[int, int], set[int]]":
        values = embeddings.numpy().astype(numpy.float64)
        allowed = {}
        for a in range(len(values)):
            for p in range(a + 1, len(values)):
                if labels[a] != labels[p]:
                    continue
                near = ((values[a] - values[p]) ** 2).sum()
                far = ((values[a] - values) ** 2).sum(axis=1)
                some = {
                    n
                    for n in range(len(values))
                    if labels[n] != labels[a]
                    and far[n] < near + MARGIN
                    and (hardest or far[n] > near)
                }
                if some:
                    allowed[a, p] = some
        self.assertGreater(len(allowed), 0)
        return allowed


if __name__ == "__main__":
    unittest.main()
