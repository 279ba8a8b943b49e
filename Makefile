# `make` lists the targets. The first build installs what is missing, see setup/install.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= setup/swift
SWIFT_FLAGS ?=
SETUP ?= setup/install
# Debian's own, because only it sees Debian's NumPy.
PYTHON ?= /usr/bin/python3

# STRICT=1 makes every warning of the Swift and the C++ compiler an error.
strict := $(if $(filter 1,$(STRICT)),-Xswiftc -warnings-as-errors -Xcc -Werror -Xcxx -Werror)
flags := $(strip -c release $(strict) $(SWIFT_FLAGS))
# `swift test` adds -enable-testing to every module, and `swift build` doesn't, so that each would
# recompile the other's. Given to both by hand, demo, test and bench share one build.
testable := -Xswiftc -enable-testing
program := .build/release/align-dataset
sources = $(wildcard Sources Plugins Tests Benchmarks Package.swift)
scripts := setup/install setup/swift .ci/run Fuzz/run

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16
	@echo "Variables: PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) STRICT=1 SWIFT_FLAGS=... BENCH_FLAGS=... FEED_FLAGS=... REPORT_FLAGS=... DUPLICATES_FLAGS=... RECOVERY_FLAGS=... FUZZ_SECONDS=$(FUZZ_SECONDS)"

# Asked before anything is installed: without Swift the packages are of no use.
.PHONY: toolchain
toolchain:
	@$(SWIFT) --version >/dev/null

.PHONY: build
build: toolchain ## compile, into .build/release
	@$(SETUP) build
	$(SWIFT) build $(flags) $(testable)

.PHONY: demo
demo: toolchain demo-packages build ## paint a small raw dataset, align it, and check the result
	rm -rf .build/demo
	mkdir -p .build/demo
	$(program) sample .build/demo/raw --flaws
	$(program) .build/demo/raw .build/demo/aligned
	$(program) verify .build/demo/aligned
	@echo
	@echo "The dataset is in .build/demo/aligned:"
	@ls -1p .build/demo/aligned
	@echo
	@echo "One face, as its manifest tells of it:"
	@cat .build/demo/aligned/manifests/train-*.jsonl | head -n 1
	@echo
	@$(PYTHON) examples/contact_sheet.py .build/demo/aligned .build/demo/faces.png
	@echo "Its faces, as a picture: .build/demo/faces.png"
	@echo
	@$(program) inspect .build/demo/raw/Ada_Umber/two_faces.jpg -o .build/demo/two_faces.png
	@echo "The same as a picture: .build/demo/two_faces.png"
	@echo
	@echo "What there is to see, as a page to open in a browser: .build/demo/aligned/report.html"
	@echo "The same of your own photographs: $(program) RAW OUT"

# All at once, so that all is printed before anything is installed.
.PHONY: demo-packages
demo-packages:
	@$(SETUP) build demo

.PHONY: test
test: export PYTHON := $(PYTHON)
test: toolchain ## run the tests
	@$(SETUP) build test
	$(SWIFT) test --disable-testable-imports $(flags) $(testable)
	ALIGN_DATASET="$(CURDIR)/$(program)" PYTHONDONTWRITEBYTECODE=1 \
	  $(PYTHON) -m unittest discover -s python/tests -t python
	ALIGN_DATASET="$(CURDIR)/$(program)" PYTHONDONTWRITEBYTECODE=1 \
	  $(PYTHON) -m unittest discover -s Tests/PageTests

.PHONY: bench
bench: photographs build reference ## measure speed, memory and exactness against OpenFace's way
	.build/reference/bin/python Benchmarks/run.py $(BENCH_FLAGS)

.PHONY: duplicates
duplicates: photographs build reference ## measure how well duplicates and wrong labels are found
	.build/reference/bin/python Benchmarks/duplicates.py $(DUPLICATES_FLAGS)

.PHONY: bench-near
bench-near: build ## measure the search for near-duplicates on drawn faces, up to 500,000
	.build/release/bench-near

.PHONY: bench-report
bench-report: build ## measure reports of half a million faces, and how the page opens (15 GB on the disk)
	$(PYTHON) Benchmarks/report.py $(REPORT_FLAGS)

.PHONY: recovery
recovery: build ## kill runs, fill their disk, crash their workers, at full size
	$(PYTHON) Benchmarks/recovery.py $(RECOVERY_FLAGS)

# Asked before anything is built.
.PHONY: photographs
photographs:
	@test ! -x $(PYTHON) || $(PYTHON) Benchmarks/run.py --check

# The clang that comes with Swift, because it has the fuzzer and the sanitizers.
toolchain_bin = $(shell $(SWIFT) -print-target-info | \
  sed -n 's|.*"runtimeResourcePath": "\(.*\)/lib/swift".*|\1/bin|p')
fuzz := .build/fuzz
FUZZ_SECONDS ?= 60
decoder := $(addprefix Sources/CVision/,jpeg.cpp png.cpp exif.cpp reader.cpp)

.PHONY: fuzz
fuzz: export ASAN_SYMBOLIZER_PATH = $(toolchain_bin)/llvm-symbolizer
fuzz: $(fuzz)/decode $(fuzz)/seeds ## decode damaged files for FUZZ_SECONDS, under sanitizers
	@Fuzz/run $(fuzz) $(FUZZ_SECONDS)

.PHONY: fuzz-packages
fuzz-packages: toolchain
	@$(SETUP) build fuzz

# lld, because gold warns of each of AddressSanitizer's own symbols.
$(fuzz)/decode: Fuzz/decode.cpp Fuzz/mutate.cpp $(decoder) $(wildcard Sources/CVision/*.h) \
  Sources/CVision/include/cvision.h | fuzz-packages
	mkdir -p $(fuzz)
	$(toolchain_bin)/clang++ -std=c++17 -g -O1 -fno-omit-frame-pointer -Wall -Wextra -Werror \
	  -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -fuse-ld=lld \
	  -ISources/CVision/include -ISources/CVision -isystem /usr/include/opencv4 \
	  $(filter %.cpp,$^) -o $@ -ljpeg -lpng16 -lz -lopencv_core

$(fuzz)/jpegs: Fuzz/jpegs.c Tests/CFixtures/cfixtures.c Tests/CFixtures/include/cfixtures.h \
  | fuzz-packages
	mkdir -p $(fuzz)
	$(toolchain_bin)/clang -Wall -Wextra -Werror -fuse-ld=lld -ITests/CFixtures/include \
	  $(filter %.c,$^) -o $@ -ljpeg

$(fuzz)/seeds: Fuzz/corpus.py $(fuzz)/jpegs
	rm -rf $@ $@.part
	$(PYTHON) Fuzz/corpus.py $(fuzz)/jpegs $@.part
	mv $@.part $@

# Each sanitizer has a build of its own, of Swift and C++ alike. CommandTests are left out: they run
# the program with little address space, of which the sanitizers take terabytes, and against the
# clock. Leaks are left to the fuzzer, because Swift and Foundation keep what they make once. The
# thread sanitizer is slow, and sees only the tests of what threads share.
sanitized = $(SWIFT) test $(flags) $(testable) --disable-testable-imports --skip CommandTests \
  -Xswiftc -use-ld=lld
undefined := $(foreach compiler,-Xcc -Xcxx,$(compiler) -fsanitize=undefined \
  $(compiler) -fno-sanitize-recover=undefined)

.PHONY: sanitize
sanitize: export PYTHON := $(PYTHON)
sanitize: toolchain ## run the tests under the address, undefined behaviour and thread sanitizers
	@$(SETUP) build test
	ASAN_OPTIONS=detect_leaks=0 $(sanitized) --scratch-path .build/address \
	  --sanitize=address $(undefined)
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread.suppressions $(sanitized) \
	  --scratch-path .build/thread --sanitize=thread --filter '^(JobTests|VisionTests)\.|AlignerTests'

.PHONY: reference
reference: .build/reference/ready ## install the stock dlib and OpenCV for Python, to compare with

.build/reference/ready: Benchmarks/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(SETUP) reference
	$(PYTHON) -m venv --clear .build/reference
	.build/reference/bin/pip install --quiet --requirement $<
	touch $@

# What datasets and exports are read with by those who train: two environments, because MXNet and
# the others need different versions of NumPy.
trainers := .build/trainers
mxnet := .build/trainers-mxnet

.PHONY: trainers
trainers: $(trainers)/ready $(mxnet)/ready ## install PyTorch, TensorFlow, webdataset and MXNet, to test with

$(trainers)/ready: python/requirements-trainers.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(SETUP) reference
	@echo "Installing PyTorch, TensorFlow and webdataset in $(trainers): 620 MB to download and 2.7 GB on"
	@echo "the disk with PyTorch for CPUs, gigabytes more with PyPI's; see $<."
	$(PYTHON) -m venv --clear $(trainers)
	$(trainers)/bin/pip install --quiet --requirement $<
	touch $@

$(mxnet)/ready: python/requirements-trainers-mxnet.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(SETUP) reference
	@echo "Installing MXNet in $(mxnet): 75 MB to download and 300 MB on the disk."
	$(PYTHON) -m venv --clear $(mxnet)
	$(mxnet)/bin/pip install --quiet --requirement $<
	touch $@

# Installed as a user installs it, but from a copy, because setuptools builds beside the sources; and
# with the setuptools that is there, so that nothing is fetched. Its tests run from what is left of
# the copy, where the package that they import is the one that was installed.
copy := $(trainers)/python

.PHONY: trainers-package
trainers-package: trainers
	rm -rf $(copy)
	cp -R python $(copy)
	$(trainers)/bin/pip install --quiet --no-deps --no-build-isolation --force-reinstall $(copy)
	rm -rf $(copy)/align_dataset $(copy)/build

unittest = -m unittest discover --verbose

.PHONY: test-trainers
test-trainers: export ALIGN_DATASET := $(CURDIR)/$(program)
test-trainers: export PYTHONDONTWRITEBYTECODE := 1
test-trainers: build trainers-package ## run the tests that need PyTorch, TensorFlow, webdataset or MXNet
	$(trainers)/bin/mypy --strict --cache-dir $(trainers)/mypy python/align_dataset examples
	$(trainers)/bin/python $(unittest) -s $(copy)/tests -t $(copy)
	$(trainers)/bin/python $(unittest) -s $(copy)/tests_torch -t $(copy)
	$(trainers)/bin/python $(unittest) -s $(copy)/tests_trainers
	$(mxnet)/bin/python $(unittest) -s $(copy)/tests_trainers -p 'mxnet_test_*.py'
	$(trainers)/bin/python $(unittest) -s examples/tests -t examples

.PHONY: bench-feed
bench-feed: build trainers-package ## measure how fast batches come, against PNG files and webdataset
	$(trainers)/bin/python Benchmarks/feed.py $(FEED_FLAGS)

# The program that is installed carries the Swift runtime inside, so that it runs without the
# toolchain. It has a folder of its own because its modules are compiled against other libraries,
# and only lld links Foundation without warning of functions that are never called.
standalone := .build/standalone
installed := $(standalone)/release/align-dataset

$(installed): $(shell find Sources Plugins manifests Package.swift -type f) | toolchain
	@$(SETUP) build
	$(SWIFT) build $(flags) --scratch-path $(standalone) --product align-dataset \
	  --static-swift-stdlib --disable-local-rpath -Xswiftc -use-ld=lld -Xlinker --strip-all
	touch $@

$(standalone)/share: $(installed)
	rm -rf $@
	mkdir -p $@
	$(installed) man > $@/align-dataset.1
	$(installed) completions bash > $@/align-dataset
	$(installed) completions zsh > $@/_align-dataset
	$(installed) completions fish > $@/align-dataset.fish

bin = $(DESTDIR)$(PREFIX)/bin/align-dataset
man = $(DESTDIR)$(PREFIX)/share/man/man1/align-dataset.1
bash = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/align-dataset
zsh = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_align-dataset
fish = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/align-dataset.fish

.PHONY: pictures
pictures: build ## make the documentation's pictures, of painted faces
	$(PYTHON) docs/pictures.py $(program)

.PHONY: install
install: $(installed) $(standalone)/share ## install the program, its man page and completions in PREFIX
	install -D -m 755 $(installed) "$(bin)"
	install -D -m 644 $(standalone)/share/align-dataset.1 "$(man)"
	install -D -m 644 $(standalone)/share/align-dataset "$(bash)"
	install -D -m 644 $(standalone)/share/_align-dataset "$(zsh)"
	install -D -m 644 $(standalone)/share/align-dataset.fish "$(fish)"

.PHONY: uninstall
uninstall: ## remove what install put in PREFIX
	rm -f "$(bin)" "$(man)" "$(bash)" "$(zsh)" "$(fish)"

.PHONY: lint
lint: ## check the style of the code
	$(SWIFT) format lint --strict --recursive $(sources)
	@if command -v shellcheck >/dev/null; then shellcheck $(scripts); fi

.PHONY: format
format: ## put the code in style
	$(SWIFT) format --in-place --recursive $(sources)

.PHONY: clean
clean: ## remove everything that was built
	rm -rf .build
