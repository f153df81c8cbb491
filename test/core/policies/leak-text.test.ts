import { describe, expect, test } from 'vitest'
import { leakActions, leakKinds } from '#core/policies/leak.ts'
import { leakKindText, leakRefusalText, leakSentence } from '#core/policies/leak-text.ts'
import { leakRefused, wholeReply } from '#core/smtp/smtp-reply.ts'

const languages = ['fr', 'en'] as const
const all = languages.flatMap((language) =>
  leakKinds.flatMap((reason) => leakActions.map((action) => ({ language, reason, action }))),
)

test('a social security number that wants a reason → what was found, what happens, what to do instead', () => {
  expect(leakSentence({ action: 'justify', reason: 'nir' }, 'fr')).toBe(
    'Le message contient un numéro de sécurité sociale. Pour l’envoyer, dites pourquoi : la réponse est gardée. ' +
      'Effacez-le, ou passez par le téléservice de l’organisme qui le demande.',
  )
  expect(leakSentence({ action: 'hold', reason: 'open-recipients' }, 'en')).toBe(
    'The message contains many addresses that all recipients will see. It will leave once a manager of the commune ' +
      'has agreed. Put them into Bcc, or write to a list.',
  )
})

test('a card in a mail program → a reply in ASCII that says what to do', () => {
  const text = leakRefusalText({ action: 'refuse', reason: 'card' }, 'fr') ?? ''
  expect(wholeReply(leakRefused(text))).toBe(
    '550 5.7.1 Le message contient un numero de carte bancaire. Payez en ligne ou donnez le numero par telephone, ' +
      "et effacez-le du message. Il n'a ete envoye a personne.",
  )
})

describe.each(all)('$language $reason $action', ({ language, reason, action }) => {
  test('→ sentences of at most one SMTP line, in the typography of their language', () => {
    const sentence = leakSentence({ action, reason }, language)
    const refusal = leakRefusalText({ action, reason }, language)
    expect(sentence === null).toBe(action === 'allow')
    expect(refusal === null).toBe(action !== 'justify' && action !== 'refuse')
    if (sentence !== null) expect(sentence).toContain(leakKindText(reason, language))
    // A space before a high sign is one that does not break, and nobody is shouted at.
    expect(sentence ?? '').not.toMatch(/!|\u00ab\u0020|\u0020\u00bb|\u0020[:;?]/)
    if (refusal === null) return
    expect(refusal).toMatch(/^[\x20-\x7e]+$/)
    // RFC 5321 §4.5.3.1.5: 512 octets with the code and the line end.
    expect(`${wholeReply(leakRefused(refusal))}\r\n`.length).toBeLessThanOrEqual(512)
  })
})
