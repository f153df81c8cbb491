// The job `provision-mailbox`: Dovecot creates the folders that every mailbox has, then the address takes mail. Doing it twice is
// harmless.

import type { MailboxId } from '#core/address/directory.ts'
import type { Log } from '#core/log.ts'
import { specialFolders } from '#core/message/special-folders.ts'
import type { Doveadm, DoveadmFailure } from '#daemons/doveadm/doveadm.ts'
import type { Provisioning } from '#db/stores/mailboxes/provisioning.ts'

type MailboxMaker = Pick<Doveadm, 'mailboxCreate' | 'mailboxStatus'>

export interface ProvisioningPorts {
  readonly provisioning: Provisioning
  readonly doveadm: MailboxMaker
  readonly log: Log
}

/** Rejects when it must be tried again; the message says why, and never names more than the failure. */
export async function provisionMailbox(ports: ProvisioningPorts, mailbox: MailboxId): Promise<void> {
  const address = await ports.provisioning.addressToCreate(mailbox)
  if (address === null) return
  // Left to whoever opens them first, two at once may both make one, and Dovecot tells one of them of an internal error.
  const created = await ports.doveadm.mailboxCreate(address, ['INBOX', ...specialFolders])
  if (!created.ok && !(await existsAlready(ports.doveadm, address, created.error))) {
    throw new Error(describe(created.error))
  }
  await ports.provisioning.created(mailbox)
  ports.log.info({ event: 'mailbox.provisioned', address })
}

/** A refusal is a success of an earlier try, if INBOX can be opened. */
async function existsAlready(
  doveadm: MailboxMaker,
  address: string,
  failure: DoveadmFailure,
): Promise<boolean> {
  return failure.kind === 'refused' && (await doveadm.mailboxStatus(address, 'INBOX')).ok
}

function describe(failure: DoveadmFailure): string {
  switch (failure.kind) {
    case 'no-user':
      return 'Dovecot does not know the user yet'
    case 'refused':
      return 'Dovecot refused to create INBOX or what stands beside it'
    case 'temporary':
      return `doveadm ended with ${failure.exitCode}`
    case 'unreachable':
      return `doveadm: ${failure.cause}`
  }
}
