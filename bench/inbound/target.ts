// The installation that is measured: one that runs already, or one started for this run alone and removed after it.

import { openExisting } from '#cli/context.ts'
import { type Overview, overviewOf } from '#cli/overview.ts'
import type { Paths } from '#stack/spec/paths.ts'
import { startStack } from '#test/support/stack.ts'
import type { Account } from './count-inboxes.ts'
import type { Service } from './process-accounting.ts'

interface Listener {
  readonly host: string
  readonly port: number
}

export interface Target extends AsyncDisposable {
  readonly paths: Paths
  readonly smtp: Listener
  readonly imap: Listener
  readonly accounts: readonly Account[]
  readonly services: readonly Service[]
}

/** `state` names the state folder of a running installation; undefined starts one. Throws when it is no demonstration. */
export async function openTarget(state: string | undefined): Promise<Target> {
  const own = state === undefined ? await startStack() : null
  process.env.VAGUEMESTRE_STATE = state ?? own?.state
  const context = await openExisting({})
  const { services, endpoints, demo }: Overview = await overviewOf(context)
  const { smtp, imap } = endpoints
  if (smtp === undefined || imap === undefined || demo === undefined || demo.accounts.length === 0) {
    await own?.[Symbol.asyncDispose]()
    throw new Error('start a demonstration first: ./vaguemestre up')
  }
  return {
    paths: context.paths,
    smtp,
    imap,
    accounts: demo.accounts,
    services,
    [Symbol.asyncDispose]: async () => own?.[Symbol.asyncDispose](),
  }
}
