/// Reads exports and datasets with nothing but Python's standard library and NumPy, and says where they
/// differ. The formats' own packages read them in `make test-trainers`.
enum ExportReader {
  /// Takes a dataset, an export, the format and the splits; prints what is wrong, and how many faces it
  /// has compared.
  static let script = #"""
    import binascii, io, json, pathlib, struct, sys, tarfile, zlib
    import numpy

    aligned, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    export_format, splits = sys.argv[3], sys.argv[4].split(",")
    description = json.loads((aligned / "dataset.json").read_text())
    size = description["size"]

    def rows(split):
        for shard in description["splits"][split]["shards"]:
            faces = numpy.load(aligned / shard["tensor"])
            lines = (aligned / shard["manifest"]).read_bytes().split(b"\n")[:-1]
            assert len(faces) == len(lines)
            yield from zip(faces, lines)

    def decode_png(data):
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        place, pixels = 8, b""
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place:place + 8])
            body = data[place + 8:place + 8 + length]
            checksum, = struct.unpack(">I", data[place + 8 + length:place + 12 + length])
            assert binascii.crc32(kind + body) == checksum
            if kind == b"IHDR":
                assert struct.unpack(">IIBBBBB", body) == (size, size, 8, 2, 0, 0, 0)
            if kind == b"IDAT":
                pixels += body
            place += 12 + length
        lines = numpy.frombuffer(zlib.decompress(pixels), "u1").reshape(size, 1 + 3 * size)
        image = numpy.zeros((size, size, 3), int)
        for y in range(size):
            assert lines[y, 0] == 4  # Paeth's filter
            for x in range(size):
                left = image[y, x - 1] if x else numpy.zeros(3, int)
                up = image[y - 1, x] if y else numpy.zeros(3, int)
                corner = image[y - 1, x - 1] if x and y else numpy.zeros(3, int)
                guess = left + up - corner
                distances = [abs(guess - near) for near in (left, up, corner)]
                best = numpy.where(
                    (distances[0] <= distances[1]) & (distances[0] <= distances[2]), left,
                    numpy.where(distances[1] <= distances[2], up, corner))
                image[y, x] = (lines[y, 1 + 3 * x:4 + 3 * x] + best) & 255
        return image.astype("u1")

    def records(path):
        """RecordIO's records, and where each begins."""
        data, place, parts, start = path.read_bytes(), 0, [], 0
        while place < len(data):
            magic, word = struct.unpack("<II", data[place:place + 8])
            assert magic == 0xCED7230A
            piece, length = word >> 29, word & 0x1FFFFFFF
            if piece in (0, 1):
                parts, start = [], place
            parts.append(data[place + 8:place + 8 + length])
            place += 8 + (length + 3) // 4 * 4
            if piece in (0, 3):
                yield start, struct.pack("<I", 0xCED7230A).join(parts)

    def message(data):
        """The fields of a Protocol Buffers message: numbers and values."""
        place = 0
        def varint():
            nonlocal place
            value = shift = 0
            while True:
                byte = data[place]
                place += 1
                value |= (byte & 127) << shift
                shift += 7
                if byte < 128:
                    return value
        while place < len(data):
            key = varint()
            if key & 7 == 0:
                yield key >> 3, varint()
            else:
                assert key & 7 == 2
                length = varint()
                yield key >> 3, data[place:place + length]
                place += length

    def examples(path):
        data, place = path.read_bytes(), 0
        while place < len(data):
            length, = struct.unpack("<Q", data[place:place + 8])
            example = {}
            (_, features), = message(data[place + 12:place + 12 + length])
            for _, entry in message(features):
                (_, name), (_, feature) = message(entry)
                (kind, values), = message(feature)
                (_, value), = message(values)
                example[name.decode()] = value if kind == 1 else value[0] if len(value) == 1 else value
            yield example
            place += 16 + length

    identities = [json.loads(line) for line in (out / "identities.jsonl").read_text().splitlines()]
    compared = 0
    for split in splits:
        expected = list(rows(split))
        found = []
        if export_format == "webdataset":
            for tar in sorted(out.glob(f"{split}-*.tar")):
                with tarfile.open(tar) as archive:
                    members = archive.getmembers()
                    assert all(m.mtime == 0 and m.uid == 0 and m.uname == "" for m in members)
                    entries = [(m.name, archive.extractfile(m).read()) for m in members]
                for image, line, label in zip(*[iter(entries)] * 3):
                    key = f"{len(found):09}"
                    assert [image[0], line[0], label[0]] == [f"{key}.png", f"{key}.json", f"{key}.cls"]
                    found.append((decode_png(image[1]), line[1], int(label[1])))
        elif export_format == "recordio":
            index = [line.split("\t") for line in (out / f"{split}.idx").read_text().splitlines()]
            all_records = list(records(out / f"{split}.rec"))
            assert [int(offset) for _, offset in index] == [start for start, _ in all_records]
            by_number = {int(k): record for (k, _), (_, record) in zip(index, all_records)}
            heads = {k: struct.unpack("<IfQQ", record[:24]) for k, record in by_number.items()}
            assert all(head[2] == k and head[3] == 0 for k, head in heads.items())
            lines = (out / f"{split}.jsonl").read_bytes().split(b"\n")[:-1]
            labels = [json.loads(line)["label"] for _, line in expected]
            is_grouped = labels == sorted(labels)
            first, past = len(expected), len(expected)
            if is_grouped:
                assert heads[0][0] == 2
                first, past = numpy.frombuffer(by_number[0][24:], "<f4").astype(int)
                assert first == len(expected) + 1
                assert [int(k) for k, _ in index] == [*range(1, first), 0, *range(first, past)]
            else:
                assert [int(k) for k, _ in index] == list(range(first))
            for place, line in enumerate(lines):
                record = place + is_grouped
                flag, label, _, _ = heads[record]
                assert flag == 0
                found.append((decode_png(by_number[record][24:]), line, int(label)))
            covered = []
            for record in range(first, past):
                assert heads[record][0] == 2
                begin, end = numpy.frombuffer(by_number[record][24:], "<f4").astype(int)
                assert len({labels[k - 1] for k in range(begin, end)}) == 1
                covered += range(begin, end)
            assert covered == (list(range(1, first)) if is_grouped else [])
            assert (out / "property").read_text() == f"{len(identities)},{size},{size}\n"
        elif export_format == "images":
            by_folder = {i["folder"]: i["label"] for i in identities}
            assert len(by_folder) == len(identities)
            prefix = f"{split}/" if len(splits) > 1 else ""
            for line in (out / "images.jsonl").read_bytes().split(b"\n")[:-1]:
                file = json.loads(line)["file"]
                if not file.startswith(prefix):
                    continue
                folder, name = file[len(prefix):].split("/")
                rest = b"{" + line[line.index(b'"shard"'):]
                found.append((decode_png((out / file).read_bytes()), rest, by_folder[folder]))
            on_disk = [p for p in out.rglob("*.png") if str(p.relative_to(out)).startswith(prefix)]
            assert len(on_disk) == len(found)
        elif export_format == "tfrecord":
            for file in sorted(out.glob(f"{split}-*.tfrecord")):
                for example in examples(file):
                    assert example["image/key"] == len(found) and example["image/format"] == b"png"
                    label = example["image/class/label"]
                    assert example["image/class/text"].decode() == identities[label]["identity"]
                    found.append((
                        decode_png(example["image/encoded"]), example["image/manifest"], label))
        else:
            for file in sorted(out.glob(f"{split}-*.npz")):
                with numpy.load(file, allow_pickle=False) as arrays:
                    for face, label, identity, path in zip(
                        arrays["faces"], arrays["labels"], arrays["identities"], arrays["paths"]):
                        line = expected[len(found)][1]
                        assert json.loads(line)["path"] == path
                        assert identities[label]["identity"] == identity
                        found.append((face, line, int(label)))
        assert len(found) == len(expected), (len(found), len(expected))
        for (face, line), (other, other_line, label) in zip(expected, found):
            assert (face == other).all() and line == other_line
            assert json.loads(line)["label"] == label
            compared += 1
    print(compared)
    """#
}
