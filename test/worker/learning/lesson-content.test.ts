import { expect, test } from 'vitest'
import { lessonContent, lessonDigest } from '#worker/learning/lesson-content.ts'

const message = 'Subject: x\r\nX-Mailer: y\r\n\r\nX-Vaguemestre-Junk: in the body\r\n'
const own = [
  'X-Vaguemestre-Junk: yes\r\n',
  'X-Vaguemestre-Findings: v1;\r\n\tabc;\r\n\tdef\r\n',
  'AUTHENTICATION-RESULTS: mail.cotedor.test;\r\n spf=pass\r\n',
]
const added = [
  'Return-Path: <a@b.test>\r\n',
  'Delivered-To: c@d.test\r\n',
  'Received: from x\r\n\tby y; z\r\n',
]
const bytes = (...parts: readonly string[]) => Buffer.from(parts.join(''))

test('our own fields, folded or in capitals → gone; everything else → as it came', () => {
  expect(lessonContent(bytes(...own, ...added, message)).toString()).toBe(bytes(...added, message).toString())
  expect(lessonContent(bytes(message)).toString()).toBe(message)
})

test('the same message delivered twice → one digest; another body → another', () => {
  const digest = lessonDigest(bytes(message))
  expect(lessonDigest(bytes(...own, ...added, message))).toBe(digest)
  expect(lessonDigest(bytes(message, 'more'))).not.toBe(digest)
})

test('no header section, or nothing but fields of ours → no fault', () => {
  expect(lessonContent(bytes('\r\nbody')).toString()).toBe('\r\nbody')
  expect(lessonContent(bytes(...own)).toString()).toBe('')
})
