// The end of a sentence after something that may end with a dot itself, such as « jeu. 26 nov. ».

/** With one full stop. */
export const fullStop = (text: string): string => (text.endsWith('.') ? text : `${text}.`)
