// The thread in which one file is made readable: it may be slow, run out of memory or be stopped, and nothing but its own answer is
// lost.

import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { filePreview } from './file-preview.ts'

const question = z.object({ name: z.string(), content: z.instanceof(Uint8Array) })

parentPort?.once('message', async (given: unknown) => {
  const { name, content } = question.parse(given)
  const octets = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  parentPort?.postMessage(await filePreview({ name, content: octets }))
})
