/** Icons of the back office. */

export const folderIcon = 'M3 6h6l2 2h10v11H3z'
export const clientIcon = 'M4 8h16v11H4zM9 8V5h6v3M4 13h16'
export const badgeIcon = 'M6 4h12v16H6zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4M8.5 17c.4-1.8 1.8-3 3.5-3s3.1 1.2 3.5 3'
export const teamIcon = 'M12 4a2 2 0 1 0 .1 0M5 15a2 2 0 1 0 .1 0M19 15a2 2 0 1 0 .1 0M12 8v3M6 14l6-3 6 3'
