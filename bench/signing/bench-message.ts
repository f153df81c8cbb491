// Messages to be signed: text as people write it, with white space that has to be made canonical, or mostly an attachment.

export type Body = 'text' | 'attachment'

const head = [
  'From: Mairie de Saulieu <mairie@mairie-saulieu.test>',
  'To: courrier@cote-dor.test, "Conseil municipal" <conseil@mairie-saulieu.test>',
  'Subject: =?utf-8?q?Ordre_du_jour_du_conseil_municipal_du_12_d=C3=A9cembre?=',
  'Date: Wed, 25 Nov 2026 10:00:00 +0100',
  'Message-ID: <01K9VQ3Z@mairie-saulieu.test>',
  'References: <01K9VQ30@cote-dor.test>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  '',
].join('\r\n')

const sentence = 'Bonjour,  veuillez trouver ci-joint la convocation au prochain conseil. \r\n'
const base64 = `${'QmFzZTY0'.repeat(9)}eHh4\r\n`

/** About `size` octets. */
export function benchMessage(size: number, body: Body): Buffer {
  const line = body === 'text' ? sentence : base64
  return Buffer.from(
    head + sentence + line.repeat(Math.max(1, Math.round((size - head.length) / line.length))),
  )
}
