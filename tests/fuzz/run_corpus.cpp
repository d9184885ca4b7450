// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target where there is no libFuzzer: over every file of the folders named, and over a number of damaged
// copies of each, the same ones every time.
// usage: TARGET COPIES FOLDER...
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void feed(const std::string& bytes) {
    (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); // NOLINT
}

/// What hands and disks do to a text: cut, doubled, moved about, a byte turned, a piece of something else put in.
std::string damaged(std::string bytes, std::mt19937& random) {
    static const std::vector<std::string> pieces{"{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "\"",
                                                 "\\u0000",
                                                 "\\ud800",
                                                 "1e999",
                                                 "-1",
                                                 "-0",
                                                 "0.1e-9",
                                                 "null",
                                                 "\"same\"",
                                                 "\"order\"",
                                                 "\xFF",
                                                 "\"x-a\": 1,",
                                                 "99999999999999999999",
                                                 " ",
                                                 "true"};
    const auto below = [&random](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t i = 0; i <= below(4); ++i) {
        const std::size_t at = below(bytes.size());
        const std::size_t length = below(40);
        switch (below(5)) {
        case 0:
            bytes.erase(at, length);
            break;
        case 1:
            bytes.insert(at, bytes.substr(below(bytes.size()), length));
            break;
        case 2:
            bytes.insert(at, pieces[below(pieces.size())]);
            break;
        case 3:
            bytes.replace(at, 1, pieces[below(pieces.size())]);
            break;
        default:
            if (!bytes.empty()) {
                bytes[at] = static_cast<char>(below(256));
            }
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv, argv + argc);
    unsigned copies = 0;
    if (arguments.size() < 3 ||
        std::from_chars(arguments[1].data(), arguments[1].data() + arguments[1].size(), copies).ec != std::errc{}) {
        std::fprintf(stderr, "usage: %s COPIES FOLDER...\n", argc > 0 ? argv[0] : "fuzz");
        return 2;
    }
    std::mt19937 random(20240607);
    std::size_t count = 0;
    for (std::size_t i = 2; i < arguments.size(); ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(arguments[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            feed(bytes);
            for (unsigned copy = 0; copy < copies; ++copy, ++count) {
                feed(damaged(bytes, random));
            }
        }
    }
    std::printf("%zu damaged inputs\n", count);
    return count > 0 || copies == 0 ? 0 : 1;
}
