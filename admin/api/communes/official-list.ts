// What the official list (code officiel géographique, with SIREN, postcodes and population) says of one département. The file
// holds all of France in 9 MB, one commune a line: only the lines of the département are parsed, once in the life of a
// process, and of the others nothing is kept but whether one has the same name.

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { nameLabel } from './proposed-domain.ts'

/** How INSEE ties an article and « de » to a name (TNCC): 0 « de », 1 « d’ », 2 « du », 3 « de la », 4 « des », 5 « de l’ »… */
const liaison = z.int().min(0).max(8)

const listed = z.object({
  code: z.string(),
  nom: z.string(),
  departement: z.string(),
  typeLiaison: liaison,
  siren: z.string().nullish(),
  population: z.int().nullish(),
  codesPostaux: z.array(z.string()).default([]),
})

const listedDepartment = z.object({ code: z.string(), nom: z.string(), typeLiaison: liaison })

export interface OfficialCommune {
  readonly inseeCode: string
  readonly name: string
  /** `nameLabel` of the name, which a search looks into. */
  readonly label: string
  readonly postcodes: readonly string[]
  readonly siren: string | null
  readonly population: number | null
  readonly liaison: number
  /** Tells it from communes of the same name; empty where there is none. */
  readonly suffix: string
}

export interface OfficialList {
  readonly department: { readonly name: string; readonly liaison: number }
  /** By name, as a French dictionary sorts. */
  readonly communes: readonly OfficialCommune[]
  readonly byCode: ReadonlyMap<string, OfficialCommune>
}

const lists = new Map<string, Promise<OfficialList>>()

/** Rejects for a département that the list does not have. */
export function officialList(department: string): Promise<OfficialList> {
  const known = lists.get(department)
  if (known !== undefined) return known
  const reading = readList(department)
  lists.set(department, reading)
  reading.catch(() => lists.delete(department))
  return reading
}

async function readList(department: string): Promise<OfficialList> {
  const departments = z.array(listedDepartment).parse(JSON.parse(await readShipped('departements.json')))
  const own = departments.find(({ code }) => code === department)
  if (own === undefined) throw new Error(`the official list has no département ${department}`)
  const text = await readShipped('communes.json')
  const rows: z.infer<typeof listed>[] = []
  for (const [line] of text.matchAll(/^\{.*"type":"commune-actuelle".*\}/gm)) {
    if (line.includes(`"departement":"${department}"`)) rows.push(listed.parse(JSON.parse(line)))
  }
  const suffixOf = suffixes(text, department, rows)
  const communes = rows
    .map(
      (row): OfficialCommune => ({
        inseeCode: row.code,
        name: row.nom,
        label: nameLabel(row.nom),
        postcodes: row.codesPostaux,
        siren: row.siren ?? null,
        population: row.population ?? null,
        liaison: row.typeLiaison,
        suffix: suffixOf(row),
      }),
    )
    .sort((one, other) => inFrench.compare(one.name, other.name))
  return {
    department: { name: own.nom, liaison: own.typeLiaison },
    communes,
    byCode: new Map(communes.map((each) => [each.inseeCode, each])),
  }
}

const inFrench = new Intl.Collator('fr')

/** The département’s number between namesakes; the whole code where two stand in one département. */
function suffixes(
  text: string,
  department: string,
  rows: readonly z.infer<typeof listed>[],
): (row: { readonly code: string; readonly nom: string }) => string {
  const here = countLabels(rows.map(({ nom }) => nom))
  const everywhere = countLabels(presentNames(text, here))
  return ({ code, nom }) => {
    const label = nameLabel(nom)
    if ((here.get(label) ?? 0) > 1) return code
    return (everywhere.get(label) ?? 0) > 1 ? department : ''
  }
}

function* presentNames(text: string, wanted: ReadonlyMap<string, number>): Generator<string> {
  const lines = text.matchAll(/^\{"code":"\w+","nom":"([^"\\]+)".*"type":"commune-actuelle"/gm)
  for (const [, name = ''] of lines) if (wanted.has(nameLabel(name))) yield name
}

function countLabels(names: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) {
    const label = nameLabel(name)
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return counts
}

/** The package’s own entry point looks for its files in the working directory, so they are read here. */
const readShipped = (file: string): Promise<string> =>
  readFile(fileURLToPath(import.meta.resolve(`@etalab/decoupage-administratif/data/${file}`)), 'utf8')
