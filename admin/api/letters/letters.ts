// Letters of first access, printed. Every printing gives new codes: what was printed before for the same people ends. A
// code is in the letter, and its digest in the database; it goes nowhere else. Whoever reads mail alone is led to the webmail,
// whoever looks after something to the panel.

import { departmentNumber } from '#db/stores/communes/communes.ts'
import { findWelcome } from '#db/stores/communes/welcomes.ts'
import {
  findRecipients,
  findRecipientsOfWelcome,
  type LetterRecipient,
} from '#db/stores/persons/letter-recipients.ts'
import { findSessionPerson } from '#db/stores/security/read-session.ts'
import { notFound, Problem } from '#http/problem.ts'
import { issueActivationCode } from '#identity/issue-activation-code.ts'
import { letterRoutes } from '../../contract/persons/letter.ts'
import { type OfficialList, officialList } from '../communes/official-list.ts'
import { type Changing, implement } from '../http/handler.ts'
import { type LetterFacts, letterOf, type Place } from './letter.ts'
import { lettersPdf } from './letters-pdf.ts'

export const letterHandlers = implement(letterRoutes, {
  'POST /letters': async ({ body }, context) => {
    const { actor, transaction, audit, ports } = context
    const recipients =
      'people' in body ? await named(context, body.people) : await ofWelcome(context, body.welcome)
    if (recipients instanceof Problem) return recipients
    const list = await officialList(await departmentNumber(transaction, actor.commune))
    const now = ports.clock.now()
    const followedBy = await printedBy(context)
    const letters: LetterFacts[] = []
    for (const recipient of recipients) {
      const { code, expiresAt } = await issueActivationCode(transaction, recipient.id, now)
      letters.push({
        sender: { department: list.department, ...ports.letterhead },
        recipient: { ...recipient, isManager: recipient.role === 'manager' },
        communes: communesOf(recipient, list),
        followedBy,
        code,
        issuedAt: new Date(now),
        expiresAt,
        visit: `${recipient.role === 'member' ? ports.webmailOrigin : ports.origin}/premiere-visite`,
      })
    }
    // Behind the first row every other change waits: they come last, and close together.
    for (const { communeId, id, email } of recipients)
      await audit({
        action: 'issue:activation',
        commune: communeId,
        entityId: id,
        entity: email,
        after: { letter: true },
      })
    const [only, ...others] = recipients
    const about =
      only !== undefined && others.length === 0 ? only.email.replace(/@.*/, '') : String(letters.length)
    return {
      name: `lettres-${about}-${new Date(now).toISOString().slice(0, 10)}.pdf`,
      content: lettersPdf(letters.map(letterOf), {
        title: letters.length === 1 ? 'Lettre d’activation' : `Lettres d’activation (${letters.length})`,
        author: list.department.name,
        at: new Date(now),
      }),
    }
  },
})

/** One who is not there, or has opened their access already, stops the printing: better than a page too few. */
async function named(
  { actor, transaction }: Changing,
  ids: readonly string[],
): Promise<readonly LetterRecipient[] | Problem> {
  const found = await findRecipients(transaction, actor.scope, ids)
  const byId = new Map(found.map((each) => [each.id, each]))
  const errors = ids.flatMap((id, index) => {
    const recipient = byId.get(id)
    const code = recipient === undefined ? 'unknown' : recipient.activated ? 'already-active' : null
    return code === null ? [] : [{ pointer: `/body/people/${index}`, code, detail: code }]
  })
  return errors.length === 0 ? found : new Problem('invalid-input', 'Some get no letter.', { errors })
}

async function ofWelcome(
  { actor, transaction }: Changing,
  id: string,
): Promise<readonly LetterRecipient[] | Problem> {
  const welcome = await findWelcome(transaction, actor.scope, id)
  if (welcome === null) return notFound('batch')
  const found = await findRecipientsOfWelcome(transaction, actor.scope, id)
  const waiting = found.filter(({ activated }) => !activated)
  return waiting.length > 0 ? waiting : new Problem('not-found', 'Nobody of this batch waits for a letter.')
}

const printedBy = async ({ actor, database }: Changing): Promise<string> =>
  (actor.kind === 'person' ? (await findSessionPerson(database, actor.id))?.name : undefined) ?? actor.name

/** A commune that the list no longer has is called as it is here, with « de ». */
function communesOf(recipient: LetterRecipient, { byCode }: OfficialList): readonly [Place, ...Place[]] {
  const own = { name: recipient.commune, liaison: byCode.get(recipient.inseeCode ?? '')?.liaison ?? 0 }
  return [own, ...recipient.elsewhere.flatMap((code) => byCode.get(code) ?? [])]
}
