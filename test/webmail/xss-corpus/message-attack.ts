// How a message of the corpus is written: its own fields, an empty line, its body.

export const call = 'canary()'
export const url = 'https://canary.invalid/x'
export const image = `<img src=x onerror=${call}>`

export interface MessageAttack {
  readonly name: string
  readonly lines: readonly (string | Buffer)[]
}

export const html = (content: string | Buffer, contentType: string, encoding = '8bit') => [
  `Content-Type: ${contentType}`,
  `Content-Transfer-Encoding: ${encoding}`,
  '',
  content,
]

export const attached = (fields: readonly string[], content = 'x') => [
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'x',
  '--b',
  ...fields,
  '',
  content,
  '--b--',
]
