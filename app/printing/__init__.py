"""Kit for printed documents: every PDF is tagged PDF/UA-1 (ISO 14289-1); it knows no register.

How a print comes about, in reading order of the modules:

``typography``  pure text rules: no-break spaces, cleaning of what a clerk may have pasted
``fonts``       the embedded fonts, widths of words, a fallback font per character
``styles``      colours and text styles for the standard and the large print
``text``        breaking spans of text into lines
``tagging``     the structure tree, and the page surface that writes marked content
``structure_writer``, ``file_writer``  the tree, links, bookmarks, metadata as PDF objects; the file itself
``blocks``      what a page is made of: headings, paragraphs, panels, columns
``lists``, ``tables``, ``contents``    lists and short answers, data tables, contents and index
``document``    fills pages with blocks, numbers them, writes contents, bookmarks and metadata
``pictures``    coat of arms (PNG, JPEG, SVG) and QR codes as figures
``charts``      charts as vector figures, from the drawing in ``core.chart_layout`` that screens show, too
``letterhead``  the head of a first page
``signatures``  places to sign by hand
``render``      pages as pictures for the preview

A block is laid out once (``layout``), divided where a page ends (``split``) and drawn when all page numbers
are known, so that contents and "page n of m" need no second pass. While it draws, each block hangs its
structure element under the element of its container; a block divided between pages keeps one element with
marked content on both pages. ReportLab is imported only inside the functions that need it.
"""
