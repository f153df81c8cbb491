import { expect, test } from 'vitest'
import { recipientSuppressed } from '#core/smtp/smtp-reply.ts'
import { authPlain, noDovecot, submissionsUnderTest, tlsSession } from '#test/support/gateway/submission.ts'

test('an address that its own server does not know → 550 5.1.1 at RCPT, with what to do; others of the message go on', async () => {
  await using submissions = await submissionsUnderTest()
  const submission = await submissions.open(noDovecot, {
    verifyPassword: async () => ({
      ...{ kind: 'accepted', login: 'mairie@mairie-saulieu.test', credential: 'x' },
    }),
  })
  try {
    await using session = await tlsSession(submission)
    await session.run(`
      C: ${authPlain('mairie@mairie-saulieu.test', 'x')}
      S: 235
      C: MAIL FROM:<mairie@mairie-saulieu.test>
      S: 250
      C: RCPT TO:<gone@away.test>
      S: 550 5.1.1 Cette adresse n'existe pas, d'apres son serveur. Verifiez son orthographe;
      C: RCPT TO:<marie@away.test>
      S: 250
      C: RCPT TO:<gone@mairie-saulieu.test>
      S: 250
    `)
    session.send('DATA\r\n')
    expect(await session.reply()).toMatch(/^354/)
    session.send('From: mairie@mairie-saulieu.test\r\n\r\nBonjour\r\n.\r\n')
    expect(await session.reply()).toMatch(/^250/)
    expect(submissions.taken[0]?.recipients.map(({ address }) => address)).toEqual([
      'marie@away.test',
      'gone@mairie-saulieu.test',
    ])
  } finally {
    await submission.stop(1_000)
  }
})

// Suppression is of the whole département: whoever reads the refusal must not learn that a neighbour wrote there.
test('what a suppressed address is answered → no word of a time, nor of a message before', () => {
  expect(recipientSuppressed.text).not.toMatch(
    /il y a|recemment|deja|message|envoi|lately|recent|already|sent/i,
  )
})
