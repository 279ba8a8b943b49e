extension Program {
  /// The table of `align-dataset`.
  ///
  /// A new option is one entry here, and one line where its command's meaning is read.
  public static func alignDataset(version: String) -> Program {
    let commands: [Command] = [
      .verify, .inspect, .report, .stats, .export, .sample, .completions, .manual,
    ]
    return Program(
      name: "align-dataset",
      version: version,
      summary: "Turns folders of face photographs into aligned, sharded datasets for "
        + "face-recognition training.",
      defaultCommand: .align,
      commands: commands + [.help(on: commands)],
      commonOptions: [
        .flag("help", short: "h", endsParsing: true, "Print this help and exit."),
        .flag("version", short: "V", endsParsing: true, "Print the version and exit."),
      ],
      notes: [
        "Options may stand anywhere, and '--' ends them. A value follows as '--size\u{A0}96' or "
          + "'--size=96', '-j\u{A0}4' or '-j4'. If an option is given twice, the last one counts.",
        "A command comes first, and 'align-dataset\u{A0}COMMAND\u{A0}--help' explains it.",
      ])
  }
}

extension Option {
  fileprivate static let quiet = flag(
    "quiet", short: "q", "Print no progress and no summary, only errors.")

  fileprivate static let progress = Option(
    "progress", "FORM", .choice(of: ProgressForm.self),
    fallback: .value(ProgressForm.text.rawValue),
    "How standard error tells of progress and errors: to people, or to programs as a line of JSON a "
      + "second.")

  fileprivate static let noSpaceCheck = flag(
    "no-space-check", "Start although the disk may have too little space.")

  fileprivate static func jobs(_ summary: String) -> Option {
    Option(
      "jobs", short: "j", "N", .integer(1...1024), fallback: .described("all cores"), summary)
  }
}

/// What shapes a face, for every command that aligns.
extension Option {
  fileprivate static let size = Option(
    "size", "N", .integer(32...512), fallback: .value("96"),
    "Edge of an aligned face, in pixels.")

  fileprivate static let landmarks = Option(
    "landmarks", "NAME", .choice(of: LandmarkSet.self),
    fallback: .value(LandmarkSet.outerEyesAndNose.rawValue),
    "Which three landmarks are taken to their fixed places.")

  fileprivate static let warp = Option(
    "warp", "NAME", .choice(of: WarpKind.self), fallback: .value(WarpKind.opencv5.rawValue),
    "Which OpenCV's warpAffine cuts the face out: today's, or that of OpenCV 2 to 4, with which "
      + "OpenFace's published models were trained.")

  fileprivate static let upsample = Option(
    "upsample", "N", .integer(0...2), fallback: .value("1"),
    "How often an image is doubled before the search for faces; each time finds faces half "
      + "as large, at four times the cost.")

  fileprivate static let landmarkModel = Option(
    "landmark-model", "FILE", .file,
    fallback: .value("/usr/share/dlib/shape_predictor_68_face_landmarks.dat"),
    "dlib's model of 68 landmarks.")

  fileprivate static func face(_ fallback: Fallback) -> Option {
    Option(
      "face", "WHICH", .choice(of: FaceKind.self), fallback: fallback,
      "Which face of a photograph is taken: the one that metadata labels, the largest, the one "
        + "nearest to the centre, or the only one.")
  }

  fileprivate static let fast = flag(
    "fast",
    "Find and align faces at the least cost: large JPEGs are searched at a part of their size, "
      + "where small faces are not found, and boxes may differ from OpenFace's.")

  fileprivate static let maxPixels = Option(
    "max-pixels", "N", .integer(1...1 << 30), fallback: .value("50000000"),
    "Largest image, in pixels (width times height); larger ones are rejected as too_large.")
}

extension Command {
  fileprivate static let align = Command(
    nil, "Finds the faces, aligns them and writes them as shards.",
    positionals: [
      Positional(
        "RAW", .named(.folder), count: .repeatedly,
        "Folder of photographs, which is only read; as NAME=FOLDER it goes by another name than its "
          + "own."),
      Positional(
        "OUT", .folder,
        "Folder to write the dataset to; one that is there is brought up to date, and a run that "
          + "did not end goes on."),
    ],
    options: [
      .size, .landmarks, .warp, .upsample, .landmarkModel,
      Option(
        "layout", "LAYOUT", .named(.choice(of: LayoutName.self)),
        fallback: .described(LayoutName.auto.rawValue), repeats: true,
        "How RAW is laid out; NAME=LAYOUT says it of the RAW of that name."),
      Option(
        "manifest", "FILE", .named(.file), repeats: true,
        "How RAW is laid out, as a JSON file says; NAME=FILE says it of the RAW of that name."),
      .face(.described("as the layout says")),
      .flag(
        "count-faces",
        "Count all faces of each photograph, and do not end its search with the one that is taken: "
          + "up to three times the time."),
      .fast,
      .flag(
        "trust-files", "Take files whose SHA-256 is not the one that metadata states."),
      Option(
        "same-name", "RULE", .choice(of: SameNameRule.self),
        fallback: .value(SameNameRule.merge.rawValue),
        "Whether people of the same name in two RAW folders are one person."),
      Option(
        "names", "RULE", .choice(of: NameMatching.self),
        fallback: .value(NameMatching.exact.rawValue),
        "Which names are the same: those that differ in case, punctuation and diacritics at most, or "
          + "in middle names, initials and order too."),
      Option(
        "exclude-names", "FILE", .file, repeats: true,
        "Leave out the people whose names are in this file, a line each."),
      Option(
        "duplicates", "RULE", .choice(of: DuplicateRule.self),
        fallback: .value(DuplicateRule.near.rawValue),
        "Which faces are left out as duplicates: those that look alike, those of the same pixels, or "
          + "none."),
      Option(
        "conflicts", "RULE", .choice(of: ConflictRule.self),
        fallback: .value(ConflictRule.drop.rawValue),
        "What becomes of one photograph under two people: it is dropped, stays under the first, or "
          + "under each."),
      .flag(
        "merge-probable",
        "Give people who share so many photographs that they are probably one person one label."),
      Option(
        "min-images", "N", .integer(1...1_000_000), fallback: .value("1"),
        "Leave out people with fewer faces than this."),
      Option(
        "val", "SHARE", .share, fallback: .value("0"),
        "Share of people, or images, that goes into the split 'val'."),
      Option(
        "split-by", "UNIT", .choice(of: SplitKind.self),
        fallback: .value(SplitKind.identity.rawValue),
        "Whether people are in one split with all their images, or images of each are in both."),
      Option(
        "shuffle", "SEED", .unsigned,
        "Shuffle the rows of each split, instead of grouping them by person."),
      .maxPixels,
      Option(
        "shard-size", "N", .integer(1...1_000_000), fallback: .value("8192"), "Faces in a shard."),
      .jobs("Images worked on at once; the dataset is the same for any number."),
      Option(
        "timeout", "SECONDS", .integer(1...86_400), fallback: .value("300"),
        "How long one image may take; one that takes longer is rejected as timed_out."),
      .flag(
        "overwrite",
        "Make every face anew, whatever OUT holds of an earlier run; needed where that had other "
          + "settings."),
      .noSpaceCheck,
      .flag("no-report", "Do not write report.html."),
      .flag("timings", "Print how long each stage of the work took."),
      Option(
        "log", "FILE", .file,
        "Add a line of JSON to this file for each file that gives no face, as soon as that is known."
      ),
      .progress, .quiet,
    ],
    notes: [
      "A RAW folder that is named like a command is given as './verify', or after '--'."
    ],
    examples: [
      Example(
        line: "align-dataset raw/ aligned/ --size 96",
        summary: "Make a dataset of faces of 96 by 96 pixels."),
      Example(
        line: "align-dataset CASIA-WebFace/ facescrub/ aligned/ --exclude-names lfw-names.txt "
          + "--min-images 3 --val 0.1",
        summary: "Make one dataset of two, without LFW's people."),
      Example(
        line: "align-dataset CASIA-WebFace/ aligned/ --layout casia-webface -j 4 -q",
        summary: "Read CASIA-WebFace with four workers, without progress."),
    ])

  fileprivate static let inspect = Command(
    "inspect", "Shows what is seen in one photograph, and what became of it.",
    positionals: [Positional("IMAGE", .file, "The photograph, which is only read.")],
    options: [
      Option(
        "output", short: "o", "FILE", .file,
        "Draw what is seen into this picture, a .png or .jpg; one that was drawn before is replaced."
      ),
      .flag("json", "Print one JSON object."),
      Option(
        "dataset", "DIR", .folder,
        "Look as the dataset in DIR did, with its options, and tell what became of the photograph "
          + "there and why; a run that is still at work will do."),
      Option(
        "entry", "N", .integer(1...1_000_000), fallback: .value("1"),
        "Which of the photograph's entries is looked at, where the dataset has several."),
      .size, .landmarks, .warp, .upsample, .landmarkModel, .face(.value(FaceKind.largest.rawValue)),
      .fast, .maxPixels,
    ],
    examples: [
      Example(
        line: "align-dataset inspect photo.jpg -o seen.png",
        summary: "Print what is found in a photograph, and draw it."),
      Example(
        line: "align-dataset inspect raw/Ada/001.jpg --dataset aligned/",
        summary: "Tell what became of a photograph in a dataset."),
    ])

  fileprivate static let verify = Command(
    "verify", "Checks that a dataset is whole and agrees with itself.",
    positionals: [Positional("DIR", .folder, "Folder of the dataset.")],
    options: [.quiet],
    examples: [
      Example(
        line: "align-dataset verify aligned/",
        summary: "Check everything; exit with 1 and name each fault if there is one.")
    ])

  fileprivate static let export = Command(
    "export", "Writes a dataset in a format that trainers read.",
    positionals: [
      Positional("DIR", .folder, "Folder of the dataset."),
      Positional(
        "OUT", .folder, "Folder to write the export to; one that did not end goes on."),
    ],
    options: [
      Option(
        "format", "NAME", .choice(of: ExportFormatName.self), fallback: .required,
        "What is written: tar files for webdataset, train.rec for InsightFace, a folder of images "
          + "for each person, TensorFlow's records, or NumPy's archives."),
      Option(
        "encoding", "NAME", .choice(of: EncodingName.self), fallback: .described("png"),
        "How faces are encoded; PNG loses nothing. The format npz holds pixels."),
      Option(
        "quality", "N", .integer(1...100), fallback: .described("95"), "The JPEG's quality."),
      Option(
        "split", "NAME", .choice(of: SplitName.self), fallback: .value(SplitName.all.rawValue),
        "Which splits are written."),
      .jobs("Faces encoded at once; the export is the same for any number."),
      .flag("overwrite", "Replace the export that is in OUT."),
      .noSpaceCheck,
      .progress, .quiet,
    ],
    examples: [
      Example(
        line: "align-dataset export aligned/ wds/ --format webdataset",
        summary: "Write tar files of PNG, JSON and labels."),
      Example(
        line: "align-dataset export aligned/ rec/ --format recordio --encoding jpeg --quality 95",
        summary: "Write train.rec, train.idx and property as InsightFace has them."),
    ])

  fileprivate static let report = Command(
    "report", "Makes a page to look at a dataset: what was left out and why, faces, plots.",
    positionals: [Positional("DIR", .folder, "Folder of the dataset.")],
    options: [
      Option(
        "output", short: "o", "FILE", .file, fallback: .described("DIR/report.html"),
        "The HTML file to write. It holds everything that it shows."),
      Option(
        "identity", "NAME", .text, repeats: true,
        "Show all faces of this person, by the name or the identity. In a large dataset the page has "
          + "room for some only."),
      .quiet,
    ],
    examples: [
      Example(
        line: "align-dataset report aligned/ -o report.html",
        summary: "Make a page that opens in any browser, without a network."),
      Example(
        line: "align-dataset report aligned/ --identity Ariel_Sharon -o sharon.html",
        summary: "Make one with all faces of a person."),
    ])

  fileprivate static let stats = Command(
    "stats", "Prints what there is of a dataset, or of a run that is at work.",
    positionals: [Positional("DIR", .folder, "Output folder of a run, finished or not.")],
    options: [.flag("json", "Print JSON, with more numbers.")],
    examples: [
      Example(
        line: "align-dataset stats aligned/", summary: "Print a run's summary again."),
      Example(
        line: "align-dataset stats aligned/ --json",
        summary: "Print everything that is counted, for programs."),
    ])

  fileprivate static let sample = Command(
    "sample", "Paints a small folder of photographs with known faces.",
    positionals: [Positional("OUT", .folder, "Folder to write the images to.")],
    options: [
      Option("people", "N", .integer(1...1_000_000), fallback: .value("8"), "People to paint."),
      Option(
        "images", "N", .integer(1...1_000_000), fallback: .value("12"), "Images of each person."),
      Option(
        "seed", "N", .unsigned, fallback: .value("1"),
        "Where the randomness starts; the same seed paints the same images."),
      .flag("flaws", "Add files with known flaws."),
      Option("truth", "FILE", .file, "Write what was painted, a JSON line a file."),
    ],
    examples: [
      Example(
        line: "align-dataset sample raw/ --people 4 --flaws --truth truth.jsonl",
        summary: "Paint four people and some broken files, and note what was painted.")
    ])

  fileprivate static let completions = Command(
    "completions", "Prints a shell's completion script.",
    positionals: [Positional("SHELL", .choice(of: Shell.self), "Shell to complete in.")],
    examples: [
      Example(
        line: "source <(align-dataset completions bash)",
        summary: "Complete in this bash; put it in ~/.bashrc to keep it."),
      Example(
        line: "source <(align-dataset completions zsh)",
        summary: "Complete in this zsh; put it in ~/.zshrc, after compinit, to keep it."),
      Example(
        line: "align-dataset completions fish | source",
        summary: "Complete in this fish; put it in ~/.config/fish/config.fish to keep it."),
    ])

  fileprivate static let manual = Command(
    "man", "Prints the man page.",
    examples: [
      Example(line: "align-dataset man | man -l -", summary: "Read the man page.")
    ])

  fileprivate static func help(on commands: [Command]) -> Command {
    Command(
      "help", "Prints the help of a command.",
      positionals: [
        Positional(
          "COMMAND", .choice(commands.compactMap(\.name) + ["help"]), count: .optionally,
          "Command to explain; without one, the program.")
      ],
      examples: [
        Example(line: "align-dataset help verify", summary: "Explain the command verify.")
      ])
  }
}
