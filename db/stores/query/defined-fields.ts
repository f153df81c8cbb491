// A change names the fields it is about; a field that was left out stays as it is.

type Given<Fields> = { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> }

/** Without the fields that are undefined. */
export const definedFields = <Fields extends object>(fields: Fields): Given<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
