import { expect, test } from 'vitest'
import { htmlRules, markupText } from '#mail/dlp/read/markup-text.ts'

const read = (html: string) => markupText(html, htmlRules, 1000).replace(/\s+/g, ' ').trim()

test.each([
  ['<html><head><meta charset=utf-8><title>Paie</title><body><p>NIR</p></body></html>', 'Paie NIR'],
  ['<html><head><meta charset=utf-8><style>p{}</style><p>NIR</p>', 'NIR'],
  ['<head><title>Paie</title></head>NIR', 'Paie NIR'],
  ['<body><noscript>NIR</noscript>', 'NIR'],
  ['<p>a</p><style>b</style><script>c</script><template><p>d</p></template><p>e</p>', 'a e'],
])('%s → %s', (html, shown) => {
  expect(read(html)).toBe(shown)
})
