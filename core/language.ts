// The languages of what people read: French is the source, English is complete as well.

export type Language = 'fr' | 'en'
