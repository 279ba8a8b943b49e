"""OpenFace's four networks."""

import unittest
from unittest import mock

import numpy
import torch
from torch import nn

from embedding import networks
from embedding.networks import NETWORKS, Inception, InceptionSize, L2Pooling, Reduced, make_network


class Counts(unittest.TestCase):
    def test_each_network_has_as_many_parameters_as_openface_says(self) -> None:
        # docs/models-and-accuracies.md of OpenFace.
        stated = {
            "nn4.small2": 3733968,
            "nn4.small1": 5579520,
            "nn4": 6959088,
            "nn2": 7472144,
        }
        self.assertEqual(stated.keys(), NETWORKS.keys())
        for name, count in stated.items():
            made = sum(each.numel() for each in make_network(name).parameters())
            self.assertEqual(made, count, name)

    def test_a_network_with_another_layer_is_refused(self) -> None:
        place, inception = NETWORKS["nn4.small2"].inceptions[0]
        other = inception._replace(three=Reduced(97, 128))
        size = NETWORKS["nn4.small2"]
        size = size._replace(inceptions=((place, other), *size.inceptions[1:]))
        with mock.patch.dict(NETWORKS, {"nn4.small2": size}):
            with self.assertRaisesRegex(RuntimeError, "3,733,968"):
                make_network("nn4.small2")

    def test_a_name_that_is_none_is_refused_with_those_that_are(self) -> None:
        with self.assertRaisesRegex(ValueError, "nn5.*nn4.small2"):
            make_network("nn5")


class Outputs(unittest.TestCase):
    def test_every_network_gives_128_numbers_of_length_1(self) -> None:
        generator = torch.Generator().manual_seed(1)
        for name, size in NETWORKS.items():
            faces = torch.randn(2, 3, size.input, size.input, generator=generator)
            with torch.no_grad():
                embeddings = make_network(name).eval()(faces)
            self.assertEqual(list(embeddings.shape), [2, 128], name)
            lengths = embeddings.double().norm(dim=1)
            self.assertTrue(torch.allclose(lengths, torch.ones(2).double(), atol=1e-4), name)

    def test_faces_of_another_size_are_refused(self) -> None:
        with self.assertRaisesRegex(ValueError, r"96, 96.*\[1, 3, 112, 112\]"):
            make_network("nn4.small2")(torch.zeros(1, 3, 112, 112))

    def test_the_gradient_reaches_all_but_what_a_normalisation_takes_away(self) -> None:
        network = make_network("nn4.small2").train()
        faces = torch.randn(4, 3, 96, 96, generator=torch.Generator().manual_seed(2))
        torch.autograd.backward(network(faces)[:, 0].sum())
        for name, module in network.named_modules():
            for kind, parameter in module.named_parameters(recurse=False):
                assert parameter.grad is not None, name
                self.assertTrue(bool(parameter.grad.isfinite().all()), f"{name}.{kind}")
                if not (isinstance(module, nn.Conv2d) and kind == "bias"):
                    self.assertGreater(float(parameter.grad.abs().max()), 0, f"{name}.{kind}")


class Layers(unittest.TestCase):
    def test_l2_pooling_is_the_root_of_the_sum_of_squares_without_padding(self) -> None:
        values = numpy.random.default_rng(3).normal(size=(1, 2, 6, 5)).astype(numpy.float32)
        pooled = L2Pooling(1)(torch.from_numpy(values)).numpy()
        self.assertEqual(pooled.shape, (1, 2, 4, 3))
        for row in range(4):
            for column in range(3):
                window = values[0, :, row : row + 3, column : column + 3].astype(float)
                roots = numpy.sqrt((window**2).sum(axis=(1, 2)))
                numpy.testing.assert_allclose(pooled[0, :, row, column], roots, rtol=1e-5)

    def test_l2_pooling_of_zeros_has_a_gradient_of_zero(self) -> None:
        zeros = torch.zeros(1, 1, 3, 3, requires_grad=True)
        torch.autograd.backward(L2Pooling(1)(zeros).sum())
        self.assertEqual(zeros.grad.abs().sum().item(), 0)  # type: ignore[union-attr]

    def test_the_channels_are_normalised_as_torch_7_does(self) -> None:
        stem = make_network("nn4.small2").stem
        layers = [layer for layer in stem if isinstance(layer, nn.LocalResponseNorm)]
        self.assertEqual(len(layers), 2)
        values = numpy.random.default_rng(4).normal(0, 50, size=(1, 9, 2, 2))
        given = layers[0](torch.from_numpy(values)).numpy()
        for channel in range(9):
            near = values[0, max(channel - 2, 0) : channel + 3]
            scale = 1 + 0.0001 / 5 * (near**2).sum(axis=0)
            numpy.testing.assert_allclose(given[0, channel], values[0, channel] / scale**0.75)

    def test_an_l2_part_is_smaller_and_stands_in_a_frame_of_zeros(self) -> None:
        size = InceptionSize(Reduced(2, 3), None, "l2", 4, 5)
        inception = Inception(6, size).eval()
        for module in inception.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.constant_(module.bias, 1.0)  # type: ignore[arg-type]
                nn.init.constant_(module.weight, 0.0)
            if isinstance(module, nn.BatchNorm2d):
                nn.init.ones_(module.weight)
        with torch.no_grad():
            output = inception(torch.ones(1, 6, 5, 5))
        self.assertEqual(list(output.shape), [1, size.outputs(6), 5, 5])
        pooled = output[0, 3:7]
        self.assertTrue(bool((pooled[:, 1:4, 1:4] > 0.9).all()))
        self.assertEqual(int((pooled != 0).sum()), 4 * 3 * 3)
        self.assertTrue(bool((output[0, 7:] > 0.9).all()))

    def test_a_part_that_does_not_fit_evenly_stands_nearer_the_top_and_the_left(self) -> None:
        padded = networks._padded(torch.ones(1, 1, 2, 2), 5, 4)
        self.assertEqual(padded[0, 0].nonzero().tolist(), [[1, 1], [1, 2], [2, 1], [2, 2]])

    def test_halving_inceptions_pass_their_pooled_input_on(self) -> None:
        inception = Inception(320, dict(NETWORKS["nn4"].inceptions)["3c"])
        with torch.no_grad():
            output = inception.eval()(torch.rand(1, 320, 12, 12))
        self.assertEqual(list(output.shape), [1, 640, 6, 6])

    def test_normalisations_begin_as_torch_7_has_them(self) -> None:
        torch.manual_seed(5)
        layers = [m for m in make_network("nn4.small2").modules() if isinstance(m, nn.BatchNorm2d)]
        weights = torch.cat([layer.weight.detach() for layer in layers])
        self.assertLess(abs(float(weights.mean()) - 0.5), 0.02)
        self.assertTrue(bool(((weights >= 0) & (weights <= 1)).all()))
        self.assertTrue(all(not layer.bias.detach().any() for layer in layers))
        self.assertEqual({(layer.eps, layer.momentum) for layer in layers}, {(1e-5, 0.1)})


if __name__ == "__main__":
    unittest.main()
