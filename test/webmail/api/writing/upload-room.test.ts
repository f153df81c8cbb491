import { expect, test } from 'vitest'
import { UploadRoom } from '#webmail/api/writing/upload-room.ts'

test('more than there is room for → none of it, until others are done; something small beside it → taken', () => {
  const room = new UploadRoom(100)
  const large = room.take(90)
  expect(room.take(20)).toBeNull()
  expect(room.take(10)).not.toBeNull()
  large?.[Symbol.dispose]()
  expect(room.take(90)).not.toBeNull()
})
