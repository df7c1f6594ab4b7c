"""Line drawings of 24 by 24, by name; each status has a shape of its own, so that colour is never needed."""

from typing import Final

ICONS: Final = {
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>',
    "ok": '<circle cx="12" cy="12" r="9"/><path d="m8 12.500 3 3 5-6"/>',
    "warning": '<path d="M12 4 2.800 20h18.400L12 4zM12 10v4M12 17v.01"/>',
    "error": '<path d="M8.300 3h7.400L21 8.300v7.400L15.700 21H8.300L3 15.700V8.300L8.300 3zM12 8v5M12 16v.01"/>',
    "in_time": '<path d="m4 12.500 5 5L20 6.500"/>',
    "late": '<path d="m3 12.500 4 4 8-9"/><path d="M20 8v5M20 17v.01"/>',
    "open": '<circle cx="12" cy="12" r="8"/>',
    "overdue": '<path d="M12 3 2 21h20L12 3zM12 10v5M12 18v.01"/>',
    "lapsed": '<path d="M5 12h14"/>',
    "undetermined": '<path d="M8.500 8.500a3.500 3.500 0 1 1 5 3.100c-1 .6-1.500 1.200-1.500 2.400M12 18v.01"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.500 2"/>',
    "fact": '<circle cx="12" cy="12" r="7" fill="currentColor"/>',
    "interpretation": '<path d="m12 4 8 8-8 8-8-8 8-8z"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "previous": '<path d="m14 6-6 6 6 6"/>',
    "next": '<path d="m10 6 6 6-6 6"/>',
    "search": '<circle cx="10.500" cy="10.500" r="6.500"/><path d="m15.500 15.500 5 5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
}
