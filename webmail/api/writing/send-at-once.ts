// A message that no person typed, such as an answer to an invitation or a receipt, put into the outbox to leave at once. There
// is no draft to come back to.

import type { EmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { outboxStore } from '#db/stores/webmail/outbox.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { outboxFull } from './draft-in-outbox.ts'

export interface ReadyMessage {
  readonly from: EmailAddress
  readonly to: EmailAddress
  readonly content: Buffer
}

interface AtOnce extends Pick<Asking, 'database' | 'client'> {
  readonly person: Pick<Asking['person'], 'id'>
  readonly ports: Pick<Asking['ports'], 'clock'>
}

export async function sendAtOnce(
  { box }: { readonly box: Pick<OpenedBox['box'], 'id' | 'commune'> },
  { from, to, content }: ReadyMessage,
  { database, person, client, ports }: AtOnce,
): Promise<Result<null, Problem>> {
  const id = await outboxStore(database).add({
    ...{ commune: box.commune, mailbox: box.id, person: person.id, client },
    ...{ reversePath: from, recipients: [to], content, draft: null },
    ...{ revision: null, draftId: null, askedKey: null },
    sendAt: new Date(ports.clock.now()),
  })
  return id === null ? failed(outboxFull) : ok(null)
}
