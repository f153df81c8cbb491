// Names are imported from where they are made. Two libraries offer all that they have through one file: whoever needs one name
// of it would count as a user of everything there, and what the settings alone show would come with the first page.

import { type ESTree, type Plugin, parseAst } from 'vite'

const barrels: ReadonlySet<string> = new Set(['react-aria-components', 'lucide-react'])

interface Made {
  /** As the barrel says it: relative to itself, or a package. */
  readonly from: string
  readonly name: string
}

/** By name; what a barrel makes itself is not there. */
export function namesOf(barrel: string): ReadonlyMap<string, Made> {
  const { body } = parseAst(barrel)
  const imported = new Map(body.flatMap(importedBy))
  return new Map(body.flatMap((statement) => exportedBy(statement, imported)))
}

type Statement = ESTree.Program['body'][number]

function importedBy(statement: Statement): readonly (readonly [string, Made])[] {
  if (statement.type !== 'ImportDeclaration') return []
  const from = statement.source.value
  return statement.specifiers.flatMap((each) =>
    each.type === 'ImportSpecifier'
      ? [[each.local.name, { from, name: nameOf(each.imported) }] as const]
      : [],
  )
}

function exportedBy(
  statement: Statement,
  imported: ReadonlyMap<string, Made>,
): readonly (readonly [string, Made])[] {
  if (statement.type !== 'ExportNamedDeclaration') return []
  const from = statement.source?.value
  return statement.specifiers.flatMap(({ local, exported }) => {
    const name = nameOf(local)
    const made = from === undefined ? imported.get(name) : { from, name }
    return made === undefined ? [] : [[nameOf(exported), made] as const]
  })
}

type Named = { readonly name: string } | { readonly value: string }

const nameOf = (named: Named): string => ('name' in named ? named.name : named.value)

/** An import of a barrel, of what is there when the code runs. */
const isOfBarrel = (statement: Statement): statement is ESTree.ImportDeclaration =>
  statement.type === 'ImportDeclaration' &&
  statement.importKind !== 'type' &&
  barrels.has(statement.source.value)

interface Wanted {
  readonly name: string
  /** What our own file calls it. */
  readonly as: string
}

function wantedOf(statement: ESTree.ImportDeclaration): readonly Wanted[] {
  return statement.specifiers.flatMap((each) => {
    if (each.type !== 'ImportSpecifier') throw new Error(`imports ${statement.source.value} whole`)
    return each.importKind === 'type' ? [] : [{ name: nameOf(each.imported), as: each.local.name }]
  })
}

/** Rewrites the imports of our own files; a barrel that no longer has a name which is asked of it fails the build. */
export function barrelImports(): Plugin {
  const known = new Map<string, Promise<ReadonlyMap<string, Made>>>()
  return {
    name: 'past-barrels',
    enforce: 'pre',
    transform: {
      filter: {
        id: { include: /\.tsx?$/, exclude: /node_modules/ },
        code: /react-aria-components|lucide-react/,
      },
      async handler(code, id) {
        const fileOf = async (asked: string, from: string): Promise<string> => {
          const file = await this.resolve(asked, from)
          if (file === null) throw new Error(`${from} asks for ${asked}, which is not there`)
          return file.id
        }
        const namesIn = (file: string): Promise<ReadonlyMap<string, Made>> => {
          const names = known.get(file) ?? this.fs.readFile(file, { encoding: 'utf8' }).then(namesOf)
          known.set(file, names)
          return names
        }
        const rewritten = async (statement: ESTree.ImportDeclaration): Promise<string> => {
          const barrel = await fileOf(statement.source.value, id)
          const names = await namesIn(barrel)
          const lines = wantedOf(statement).map(async (wanted) => {
            const made = names.get(wanted.name)
            if (made === undefined) throw new Error(`${barrel} has no ${wanted.name}`)
            const file = await fileOf(made.from, barrel)
            return `import { ${made.name} as ${wanted.as} } from ${JSON.stringify(file)};`
          })
          return (await Promise.all(lines)).join(' ')
        }
        const statements = parseAst(code, { lang: id.endsWith('x') ? 'tsx' : 'ts' }).body.filter(isOfBarrel)
        let written = code
        // From the end, so that places before stay where they are.
        for (const statement of statements.toReversed())
          written =
            written.slice(0, statement.start) + (await rewritten(statement)) + written.slice(statement.end)
        return written === code ? null : { code: written, map: null }
      },
    },
  }
}
