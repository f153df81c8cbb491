// The communes of a batch, planned one by one, many at once from the official list, or from a table.

import type { CommuneId } from '#core/address/directory.ts'
import { parseDomain } from '#core/address/email-address.ts'
import type { Database } from '#db/connection.ts'
import type { AuditEntry } from '#db/stores/audit.ts'
import { departmentNumber, findHosted } from '#db/stores/communes/communes.ts'
import {
  addWelcomed,
  deleteWelcomed,
  findWelcomed,
  lockWelcomed,
  type PlannedCommune,
  putWelcomed,
} from '#db/stores/communes/welcomed-communes.ts'
import { findWelcome, noteProgress, type WelcomeRow } from '#db/stores/communes/welcomes.ts'
import { findTemplate, findTemplates } from '#db/stores/mailboxes/mailbox-templates.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import type { welcomeRoutes } from '../../contract/communes/welcome.ts'
import { type OfficialCommune, officialList } from '../communes/official-list.ts'
import { proposedDomain } from '../communes/proposed-domain.ts'
import type { Changing, Handlers } from '../http/handler.ts'
import { planImport } from './csv-plan.ts'
import { communeView, welcomeView } from './welcome-view.ts'

type PlannedCommuneHandlers = Pick<
  Handlers<typeof welcomeRoutes>,
  | 'POST /welcomes/{welcome}/communes'
  | 'PUT /welcomes/{welcome}/communes/{inseeCode}'
  | 'DELETE /welcomes/{welcome}/communes/{inseeCode}'
  | 'POST /welcomes/{welcome}/communes/import/preview'
  | 'POST /welcomes/{welcome}/communes/import'
>

const created = new Problem('in-use', 'The commune is created already.')

export const plannedCommuneHandlers: PlannedCommuneHandlers = {
  'POST /welcomes/{welcome}/communes': async ({ params, body }, context) => {
    const { actor, transaction, ports } = context
    const welcome = await findWelcome(transaction, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const { byCode } = await listFor(transaction, actor.commune)
    const hosted = await findHosted(transaction, actor.scope)
    const planned = new Set((await findWelcomed(transaction, welcome.id)).map(({ inseeCode }) => inseeCode))
    const fresh = [...new Set(body.inseeCodes)].filter((code) => !planned.has(code))
    const errors = body.inseeCodes.flatMap((code, index) => {
      const problem = !byCode.has(code)
        ? 'unknown-commune'
        : hosted.has(code) && !planned.has(code)
          ? 'commune-hosted'
          : null
      return problem === null
        ? []
        : [{ pointer: `/body/inseeCodes/${index}`, code: problem, detail: problem }]
    })
    if (errors.length > 0) return new Problem('invalid-input', 'Some cannot be welcomed.', { errors })
    const [template] = await findTemplates(transaction)
    const communes = fresh.flatMap((code) => byCode.get(code) ?? [])
    await addWelcomed(
      transaction,
      welcome.id,
      communes.map((each) => proposal(each, ports.proposedEnding, template?.id ?? null)),
    )
    await note(context, welcome, { after: { communes: communes.map(({ name }) => name) } })
    return await welcomeView(transaction, actor, welcome)
  },

  'PUT /welcomes/{welcome}/communes/{inseeCode}': async ({ params, body }, context) => {
    const { actor, transaction } = context
    const welcome = await findWelcome(transaction, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const facts = (await listFor(transaction, actor.commune)).byCode.get(params.inseeCode)
    if (facts === undefined) return notFound('commune')
    const domain = parseDomain(body.domain)
    if (!domain.ok) return wrongField('/body/domain', 'invalid-domain', domain.error)
    if ((await findTemplate(transaction, body.templateId)) === null)
      return wrongField('/body/templateId', 'unknown', 'There is no such template.')
    const { inseeCode, name } = facts
    const before = await lockWelcomed(transaction, welcome.id, inseeCode)
    const planned = { inseeCode, name, ...body, domain: domain.value }
    const row = await putWelcomed(transaction, welcome.id, planned)
    if (row === null) return created
    await note(context, welcome, { before: before === null ? null : told(before), after: told(row) })
    return communeView(row, facts)
  },

  'DELETE /welcomes/{welcome}/communes/{inseeCode}': async ({ params }, context) => {
    const { actor, transaction } = context
    const welcome = await findWelcome(transaction, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const row = await lockWelcomed(transaction, welcome.id, params.inseeCode)
    if (row === null) return notFound('commune')
    if (row.state === 'created') return created
    await deleteWelcomed(transaction, welcome.id, row.inseeCode)
    await note(context, welcome, { before: told(row) })
    return null
  },

  'POST /welcomes/{welcome}/communes/import/preview': async ({ params, body }, context) => {
    const { actor, database, ports } = context
    const welcome = await findWelcome(database.drizzle, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    return (await readImport(database.drizzle, { actor, ending: ports.proposedEnding }, { welcome, ...body }))
      .report
  },

  'POST /welcomes/{welcome}/communes/import': async ({ params, body }, context) => {
    const { actor, transaction, ports } = context
    const welcome = await findWelcome(transaction, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const asked = { actor, ending: ports.proposedEnding }
    const { report, plans } = await readImport(transaction, asked, { welcome, ...body })
    if (report.refused > 0) {
      const errors = report.rows.flatMap(({ line, problem }) =>
        problem === null
          ? []
          : [{ pointer: '/body/csv', code: problem, detail: `Line ${line}: ${problem}.` }],
      )
      return new Problem('invalid-input', `${report.refused} lines cannot be used; nothing was planned.`, {
        errors,
      })
    }
    for (const plan of plans) if ((await putWelcomed(transaction, welcome.id, plan)) === null) return created
    await note(context, welcome, { after: { imported: plans.map(told) } })
    return report
  },
}

const listFor = async (drizzle: Pick<Database['drizzle'], 'select'>, tenant: CommuneId) =>
  officialList(await departmentNumber(drizzle, tenant))

const proposal = (
  { inseeCode, name, suffix }: OfficialCommune,
  ending: string,
  templateId: string | null,
): PlannedCommune => ({
  inseeCode,
  name,
  domain: proposedDomain({ name, suffix, ending }),
  templateId,
  people: [],
})

async function readImport(
  drizzle: Pick<Database['drizzle'], 'select'>,
  { actor, ending }: { readonly actor: Actor; readonly ending: string },
  { welcome, csv }: { readonly welcome: WelcomeRow; readonly csv: string },
) {
  const planned = await findWelcomed(drizzle, welcome.id)
  return planImport(csv, {
    official: (await listFor(drizzle, actor.commune)).byCode,
    hosted: new Set((await findHosted(drizzle, actor.scope)).keys()),
    templates: await findTemplates(drizzle),
    planned: new Map(planned.map((row) => [row.inseeCode, row])),
    propose: ({ name, suffix }) => proposedDomain({ name, suffix, ending }),
  })
}

/** What the log keeps of a plan. */
const told = ({ inseeCode, name, domain, people }: PlannedCommune) => ({
  inseeCode,
  name,
  domain,
  people: people.map((person) => person.existing ?? `${person.localPart}@${domain}`),
})

async function note(
  { transaction, audit }: Changing,
  { id, name }: WelcomeRow,
  changed: Pick<AuditEntry, 'before' | 'after'>,
): Promise<void> {
  await audit({ action: 'change:welcome', commune: null, entityId: id, entity: name, ...changed })
  await noteProgress(transaction, id)
}
