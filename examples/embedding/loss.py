"""Triplets of a batch's embeddings, and their loss, as OpenFace 0.2 trains with.

All images of a batch go through the network once. Triplets are triples of places in the batch, so
that an image that is in many of them has one embedding and one gradient.
"""

from typing import Callable, Dict, Optional

import torch
from align_dataset.torch import semi_hard_triplets
from torch import Tensor, nn


def triplet_losses(embeddings: Tensor, triplets: Tensor, margin: float) -> Tensor:
    """Each triplet's max(0, d(a, p) - d(a, n) + margin) with squared distances d, [triplets].

    OpenFace's loss is their mean (training/torch-TripletEmbedding/TripletEmbedding.lua). `triplets`
    are int64 [triplets, 3], places of anchor, positive and negative in `embeddings`.
    """
    anchors, positives, negatives = (embeddings[places] for places in triplets.unbind(dim=1))
    near = (anchors - positives).square().sum(dim=1)
    far = (anchors - negatives).square().sum(dim=1)
    return nn.functional.relu(near - far + margin)


def within_margin_triplets(
    embeddings: Tensor,
    labels: Tensor,
    margin: float = 0.2,
    generator: Optional[torch.Generator] = None,
) -> Tensor:
    """As align_dataset.torch.semi_hard_triplets, but the negative may be nearer than the positive
    too.

    This is the choice of OpenFace 0.2's training/train.lua: any negative with
    d(a, n) < d(a, p) + margin, each as likely as any other.
    """
    with torch.no_grad():
        distances = (embeddings[:, None] - embeddings[None]).square().sum(dim=2)
        same = labels[:, None] == labels[None]
        anchors, positives = torch.triu(same, 1).nonzero(as_tuple=True)
        limits = distances[anchors, positives] + margin
        eligible = (distances[anchors] < limits[:, None]) & ~same[anchors]
        some = eligible.any(dim=1)
        anchors, positives, eligible = anchors[some], positives[some], eligible[some]
        if len(anchors) == 0:
            return torch.zeros((0, 3), dtype=torch.int64, device=embeddings.device)
        negatives = torch.multinomial(eligible.float(), 1, generator=generator)[:, 0]
        return torch.stack((anchors, positives, negatives), dim=1)


Choice = Callable[[Tensor, Tensor, float, Optional[torch.Generator]], Tensor]

NEGATIVES: Dict[str, Choice] = {
    "semi-hard": semi_hard_triplets,
    "within-margin": within_margin_triplets,
}
"""The ways to choose a negative for each anchor and positive, by their names on the command
line."""
