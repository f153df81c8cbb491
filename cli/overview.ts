// What is where and how to get in: the end of `up`, and the whole of `status --json`.

import { z } from 'zod'
import { daemonNames, processNames } from '#core/service-names.ts'
import type { KeptMailAmounts } from '#db/stores/held/count-kept-mail.ts'
import { reachAt } from '#stack/spec/listeners.ts'
import { webmailOrigin } from '#stack/spec/origins.ts'
import { askControl } from '#stack/supervise/control-socket.ts'
import type { ServiceStatus } from '#stack/supervise/supervisor.ts'
import type { Context } from './context.ts'
import { type DemoAccount, readDemoAccounts } from './demo/accounts.ts'
import { readKeptMail, showAmount } from './doctor/kept-mail.ts'
import { type Panel, panelOf, showFirstVisit } from './panel.ts'
import { table } from './terminal.ts'

const serviceStatus = z.object({
  name: z.enum([...daemonNames, ...processNames]),
  state: z.enum(['starting', 'healthy', 'degraded', 'stopped', 'failed']),
  pid: z.int().nullable(),
  since: z.iso.datetime(),
  detail: z.string(),
})

export interface Overview {
  readonly services: readonly ServiceStatus[]
  readonly endpoints: Readonly<Record<string, { readonly host: string; readonly port: number }>>
  /** Mail that is ours and in no mailbox yet; null while the database does not run. */
  readonly keptMail: KeptMailAmounts | null
  readonly panel: Panel
  /** Address of the webmail in a browser. */
  readonly webmail: string
  readonly demo?: { readonly department: string; readonly accounts: readonly DemoAccount[] }
}

/** Works whether or not an orchestrator runs: without one every service is stopped. */
export async function overviewOf(context: Context): Promise<Overview> {
  const { spec, paths } = context
  const services = allNamed((await askServices(context)) ?? [])
  const databaseRuns = services.some(({ name, state }) => name === 'postgresql' && state === 'healthy')
  return {
    services,
    endpoints: endpointsOf(context),
    keptMail: databaseRuns ? await readKeptMail(context) : null,
    panel: await panelOf(context, databaseRuns),
    webmail: webmailOrigin(context),
    ...(spec.demo
      ? { demo: { department: spec.department.name, accounts: await readDemoAccounts(paths) } }
      : {}),
  }
}

/** How the orchestrator says its services are; null when none runs here. */
export async function askServices({
  paths,
}: Pick<Context, 'paths'>): Promise<readonly ServiceStatus[] | null> {
  const answer = await askControl(paths.run, { kind: 'status' })
  return answer === null ? null : z.array(serviceStatus).parse(answer)
}

function allNamed(known: readonly ServiceStatus[]): readonly ServiceStatus[] {
  const now = new Date().toISOString()
  return [...daemonNames, ...processNames].map(
    (name) =>
      known.find((status) => status.name === name) ?? {
        name,
        state: 'stopped',
        pid: null,
        since: now,
        detail: 'not running',
      },
  )
}

function endpointsOf({ spec, ports }: Context): Overview['endpoints'] {
  const publicNames = ['smtp', 'submission', 'submissions', 'imap', 'imaps', 'managesieve'] as const
  const entries = publicNames.map((name) => [name, reachAt({ spec, ports }, name)] as const)
  return Object.fromEntries([...entries, ['lmtp', { host: '127.0.0.1', port: ports.lmtp }]])
}

/** The table a newcomer reads after `up`. */
export function showOverview({ services, endpoints, keptMail, panel, webmail, demo }: Overview): string {
  const parts = [
    table([
      ['SERVICE', 'STATE', 'DETAIL'],
      ...services.map(({ name, state, detail }) => [name, state, detail]),
    ]),
    table([
      ['PROTOCOL', 'WHERE'],
      ...Object.entries(endpoints).map(([name, { host, port }]) => [name, `${host}:${port}`]),
      ['webmail', webmail],
      ['admin', panel.address],
    ]),
  ]
  if (panel.firstVisit !== null) parts.push(showFirstVisit(panel.firstVisit))
  if (keptMail !== null) {
    parts.push(
      table([
        ['KEPT MAIL', 'HOW MUCH'],
        ['waiting', showAmount(keptMail.waiting)],
        ['held', showAmount(keptMail.held)],
      ]),
    )
  }
  if (demo !== undefined && demo.accounts.length > 0) {
    parts.push(
      table([
        ['ADDRESS', 'PASSWORD', 'ROLE'],
        ...demo.accounts.map(({ address, password, role }) => [address, password, role]),
      ]),
      `Send a first message:  ./vaguemestre demo send --to ${demo.accounts[0]?.address ?? ''}`,
    )
  }
  return `\n${parts.join('\n\n')}\n`
}
