// SPDX-License-Identifier: Apache-2.0
#include "app/files/text_file.hpp"

#include "model/exchange/plain_file.hpp"

#include <QCryptographicHash>

namespace stormglass::app {

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20U; // the reader's own limit is lower and says so better

} // namespace

std::string contentHash(std::string_view bytes) {
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(view);
    return hash.result().toHex().toStdString();
}

TextFile readTextFile(const std::filesystem::path& file, const model::Catalogue& catalogue) {
    auto bytes = model::readPlainFile(file, kMostBytes);
    if (!bytes) {
        return {{}, bytes.error()};
    }
    TextFile text{contentHash(*bytes), {}};
    auto board = model::readText(*bytes, catalogue);
    if (board) {
        text.content = std::move(board).value();
    } else {
        text.content = board.error();
    }
    return text;
}

model::Result<std::string, model::StoreError>
writeTextFile(const std::filesystem::path& file, const model::Board& board, const model::Catalogue& catalogue) {
    const std::string text = model::writeText(board, catalogue);
    if (auto written = model::writePlainFile(file, text); !written) {
        return model::Failure{written.error()};
    }
    return contentHash(text);
}

std::string hashOnDisk(const std::filesystem::path& file) {
    const auto bytes = model::readPlainFile(file, kMostBytes);
    return bytes ? contentHash(*bytes) : std::string{};
}

} // namespace stormglass::app
