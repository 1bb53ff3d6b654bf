# Sourced by run.sh and test.sh: installs what is missing on Debian or Ubuntu, and says what and why.

missing=()

# need FILE-OR-COMMAND PACKAGE REASON: remembers the package when neither a file nor a command of this name is there.
need() {
    local path
    for path in $1; do
        if [ -e "$path" ] || command -v "$path" >/dev/null 2>&1; then
            return 0
        fi
    done
    echo "Missing: $2 ($3)"
    missing+=("$2")
}

# install_missing: one apt call for all of them. Without apt or the right to use it, it says so and lets the caller go on.
install_missing() {
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "Please install as root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This is not a Debian system: please install the counterparts of ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${missing[*]} with apt-get ..."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
        install --yes --no-install-recommends "${missing[@]}" >/dev/null
}

# need_dotnet: the SDK does not come from Debian, so it is only asked for.
need_dotnet() {
    if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks | grep -q '^10\.'; then
        echo "The .NET 10 SDK is missing: see https://learn.microsoft.com/dotnet/core/install/linux" >&2
        exit 1
    fi
}

need_for_build() {
    need_dotnet
    need npm npm "brings llama.cpp's native libraries"
    need "/usr/lib/libreoffice/program/libpdfiumlo.so ${Reading__PdfiumPath:-/nowhere}" libreoffice-core-nogui "its PDFium reads PDF files"
}

# What reading needs at run time; without one the application says which files it cannot read.
need_for_reading() {
    need "tesseract ${Reading__TesseractPath:-/nowhere}" tesseract-ocr "recognises text in scans"
    need "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata /usr/share/tesseract-ocr/4.00/tessdata/chi_sim.traineddata" tesseract-ocr-chi-sim "recognises Chinese in scans"
    need "soffice ${Reading__SofficePath:-/nowhere}" libreoffice-writer-nogui "turns .doc, .wps, .rtf and .odt into files that are read"
    need /usr/lib/libreoffice/program/libsclo.so libreoffice-calc-nogui "turns .xls and .ods into files that are read"
    need bwrap bubblewrap "shuts LibreOffice off from the network and the machine"
}
