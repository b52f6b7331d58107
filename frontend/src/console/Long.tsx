import { useState } from 'react'
import { Button, type Column, Table, useCommonTexts } from '../ui'

const STEP = 50

/** A table that shows fifty rows, and fifty more with each press of "Show more". */
export function Long<T>(table: { caption: string; columns: readonly Column<T>[]; rows: readonly T[]; keyOf: (row: T) => string }) {
  const common = useCommonTexts()
  const [shown, setShown] = useState(STEP)
  return (
    <>
      <Table {...table} rows={table.rows.slice(0, shown)} />
      {table.rows.length > shown && <Button onClick={() => setShown(shown + STEP)}>{common.more}</Button>}
    </>
  )
}
