/** Icons of the shop and the console, on pages that are loaded later. */

export const plusIcon = 'M12 5v14M5 12h14'
export const minusIcon = 'M5 12h14'
export const downloadIcon = 'M12 4v11M7 11l5 5 5-5M5 20h14'
