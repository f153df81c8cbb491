// HTML put together so that nothing unescaped gets in: a template is ours, every value in it is escaped unless it came
// from another template.

export interface Html {
  readonly text: string
}

type Value = string | Html | readonly Html[]

export const html = (template: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  text: template.map((part, index) => part + written(values[index] ?? '')).join(''),
})

function written(value: Value): string {
  if (typeof value === 'string')
    return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  if ('text' in value) return value.text
  return value.map(({ text }) => text).join('')
}
