import { expect, test } from 'vitest'
import { draftIdOf, otherDraft, revisionIn, revisionOf } from '#webmail/api/writing/draft-identity.ts'
import { notesField, notesFieldName, notesIn } from '#webmail/api/writing/draft-notes.ts'
import { contentIdsIn, partsOfHtml, wholeHtml, writtenHtml } from '#webmail/api/writing/written-html.ts'

test('written and quoted, put together and taken apart → as they were, whatever they speak of', () => {
  const own = writtenHtml('<p>&lt;div class="vaguemestre-quote"&gt;</p><div>b</div>')
  const quote = writtenHtml('<blockquote type="cite"><div>c</div></blockquote>')
  expect(partsOfHtml(wholeHtml(own, quote))).toEqual({ own, quote })
  expect(partsOfHtml(wholeHtml(own, ''))).toEqual({ own, quote: '' })
  expect(partsOfHtml('<p>Thunderbird</p>')).toEqual({ own: '<p>Thunderbird</p>', quote: '' })
})

test('made safe once more → the same', () => {
  const once = writtenHtml(
    '<p style="color:red" class="x" id="y"><a href="https://x.test/">x</a> <b>é</b></p><img src="cid:a%20b@c" alt="d">',
  )
  expect(once).toBe(
    '<p style="color:red"><a href="https://x.test/">x</a> <b>é</b></p><img alt="d" src="cid:a%20b@c" />',
  )
  expect(writtenHtml(once)).toBe(once)
  expect(contentIdsIn(once)).toEqual(new Set(['a b@c']))
})

const named = { uidValidity: 7, uid: 3, messageId: '' }
const field = (value: string) => Buffer.from(`X-Vaguemestre-Revision: ${value}\r\n\r\n`)
const uuid = '3f1f7c5e-8c44-4a0e-9f51-0d6b0f1d9a11'

test('a draft of ours → by its id; one of another program → by what tells it from others, always the same', () => {
  expect(draftIdOf({ ...named, messageId: `<${uuid}@saulieu.test>` })).toBe(uuid)
  const theirs = draftIdOf({ ...named, messageId: '<x@y.test>' })
  expect(theirs).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(draftIdOf({ uidValidity: 8, uid: 9, messageId: '<x@y.test>' })).toBe(theirs)
  expect(draftIdOf(named)).not.toBe(draftIdOf({ ...named, uid: 4 }))
  expect(otherDraft(uuid, theirs)).toBe(otherDraft(uuid, theirs))
})

test('a revision of ours → as it stands there; of another program, or none → by its place', () => {
  expect(revisionOf({ ...named, fields: field(uuid) })).toBe(uuid)
  expect(revisionIn(field('nothing'))).toBeNull()
  expect(revisionOf({ ...named, fields: field('nothing') })).toBe(
    revisionOf({ ...named, fields: Buffer.alloc(0) }),
  )
  expect(revisionOf({ ...named, fields: Buffer.alloc(0) })).not.toBe(
    revisionOf({ ...named, uid: 4, fields: Buffer.alloc(0) }),
  )
})

test('what a draft remembers → read back, folded as fields are; what cannot be read → nothing', () => {
  const notes = {
    about: { kind: 'reply' as const, place: { folder: 'Été', uid: 3 }, quoted: true },
    typed: { to: [{ name: 'é', address: 'jean dup' }], cc: [], bcc: [] },
    ...{ files: [], by: null, amongUs: true, empty: false, addedTo: [{ revision: uuid, files: 2 }] },
  }
  const folded = (value: string) =>
    Buffer.from(`${notesFieldName}: ${value.replaceAll(' ', '\r\n ')}\r\n\r\n`)
  expect(
    notesField(notes)
      .split(' ')
      .every((word) => word.length <= 64),
  ).toBe(true)
  expect(notesIn(folded(notesField(notes)))).toEqual(notes)
  for (const odd of ['e30', 'x', Buffer.from('{"about":7}').toString('base64url')])
    expect(notesIn(folded(odd))).toEqual({
      about: null,
      files: [],
      by: null,
      typed: null,
      amongUs: false,
      empty: false,
      addedTo: [],
    })
})
