// The rules about leaks as whoever sends mail reads them: all tenants at once, kept until a change is heard of.

import type { CommuneId } from '#core/address/directory.ts'
import {
  type LeakAudience,
  type LeakKind,
  leakActions,
  leakAudiences,
  leakKinds,
} from '#core/policies/leak.ts'
import {
  type ChosenLeakRules,
  type LeakPolicies,
  type LeakPolicy,
  type LeakStep,
  rulesOver,
} from '#core/policies/leak-rules.ts'
import type { ChangeListener } from '../../change-listener.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

type Book = (commune: CommuneId) => LeakPolicy

/** Needs the rights of `vm_gateway` or `vm_webmail`. */
export class PostgresqlLeakPolicies implements LeakPolicies {
  readonly #database: Pick<Database, 'pool'>
  readonly #changes: ChangeListener
  readonly #defaults: LeakPolicy
  #book: Promise<Book> | null = null

  /** `defaults`: what holds where nobody chose anything. */
  constructor(database: Pick<Database, 'pool'>, changes: ChangeListener, defaults: LeakPolicy) {
    this.#database = database
    this.#changes = changes
    this.#defaults = defaults
    changes.onChange('leak_policies', () => {
      this.#book = null
    })
  }

  async of(commune: CommuneId): Promise<LeakPolicy> {
    return (await this.#read())(commune)
  }

  #read(): Promise<Book> {
    if (this.#book !== null) return this.#book
    const read = redactQueryErrors(() => readBook(this.#database, this.#defaults))
    if (!this.#changes.listening) return read
    this.#book = read
    read.catch(() => {
      if (this.#book === read) this.#book = null
    })
    return read
  }
}

/** One statement: what one tenant chose at one time is never seen in parts. */
const text = `
  select c.id, c.kind = 'department' as above, p.partners, r.kind, r.audience, r.from_count as "from", r.action
  from commune c join leak_policy p on p.commune_id = c.id left join leak_rule r on r.commune_id = c.id
  order by c.id, r.from_count`

interface Row extends WrittenRule {
  readonly id: string
  readonly above: boolean
  readonly partners: readonly string[] | null
}

async function readBook({ pool }: Pick<Database, 'pool'>, defaults: LeakPolicy): Promise<Book> {
  const { rows } = await pool.query<Row>({ name: 'leak-policies', text })
  const tenants = Map.groupBy(rows, ({ id }) => id)
  const choiceOf = (own: readonly Row[]): LeakChoice => ({
    rules: chosenRules(own),
    partners: own[0]?.partners ?? null,
  })
  const above = departmentPolicy(defaults, choiceOf(rows.filter((row) => row.above)))
  const book = new Map(
    [...tenants].map(([id, own]) => [id, own[0]?.above ? above : communePolicy(above, choiceOf(own))]),
  )
  return (commune) => book.get(commune) ?? above
}

export interface LeakChoice {
  readonly rules: ChosenLeakRules
  /** Null where the list above it is kept. */
  readonly partners: readonly string[] | null
}

/** The département's list of partners takes the place of ours. */
export const departmentPolicy = (above: LeakPolicy, { rules, partners }: LeakChoice): LeakPolicy => ({
  rules: rulesOver(above.rules, rules),
  partners: partners ?? above.partners,
})

/** A commune's partners come besides those of the département. */
export const communePolicy = (above: LeakPolicy, { rules, partners }: LeakChoice): LeakPolicy => ({
  rules: rulesOver(above.rules, rules),
  partners: [...new Set([...above.partners, ...(partners ?? [])])],
})

/** All null where a tenant chose no rule. */
export interface WrittenRule {
  readonly kind: string | null
  readonly audience: string | null
  readonly from: number | null
  readonly action: string | null
}

/** What this version does not know is left out: it came from a newer one. */
export function chosenRules(rows: readonly WrittenRule[]): ChosenLeakRules {
  let chosen: ChosenLeakRules = {}
  for (const row of rows) {
    const cell = cellOf(row)
    if (cell === null) continue
    const { kind, audience, step } = cell
    const steps = [...(chosen[kind]?.[audience] ?? []), step]
    chosen = { ...chosen, [kind]: { ...chosen[kind], [audience]: steps } }
  }
  return chosen
}

interface Cell {
  readonly kind: LeakKind
  readonly audience: LeakAudience
  readonly step: LeakStep
}

function cellOf({ from, ...row }: WrittenRule): Cell | null {
  const kind = leakKinds.find((each) => each === row.kind)
  const audience = leakAudiences.find((each) => each === row.audience)
  const action = leakActions.find((each) => each === row.action)
  if (kind === undefined || audience === undefined || action === undefined || from === null) return null
  return { kind, audience, step: { from, action } }
}
