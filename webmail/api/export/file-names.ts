// What the files of an export are called: as the folders are, in any script, where every system can unpack them. Pure.

const suffix = '.mbox'
/** Windows takes none of these, nor a name that ends in a dot or a space; two dots lead out of a folder. */
const forbidden = /[\p{Cc}\p{Cf}<>:"|?*\\]/gu

/** One for each path, no two alike even where capitals are left aside. */
export function exportNames(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return paths.map((path) => {
    const name = path.split('/').map(level).join('/')
    let free = name
    for (let number = 2; taken.has(alike(free)); number += 1) free = `${name} (${number})`
    taken.add(alike(free))
    return free + suffix
  })
}

const alike = (name: string): string => name.normalize('NFC').toLowerCase()

function level(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^\.+|[. ]+$/g, (dots) => '_'.repeat(dots.length))
  return plain === '' ? '_' : plain
}
