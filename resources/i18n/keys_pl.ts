<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Names of keys as the manual and Polish keyboards write them; Qt shows its own short ones in menus. The sign without
     width after Enter keeps Qt from taking "Ctrl+Enter", the key of the number pad, for the translated "Ctrl+Return".
     Compiled by packaging/translations.py update. -->
<TS version="2.1" language="pl_PL" sourcelanguage="en">
<context>
    <name>QShortcut</name>
    <message>
        <source>Return</source>
        <translation>Enter&#x2060;</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Page Up</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Page Down</translation>
    </message>
</context>
</TS>
