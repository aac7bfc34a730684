<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ActivityBar</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityCounts</name>
    <message numerus="yes">
        <source>done, %n problem(s)</source>
        <translation>
            <numerusform>done, %n problem</numerusform>
            <numerusform>done, %n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n min left</numerusform>
            <numerusform>%n min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlbumEditor</name>
    <message numerus="yes">
        <source>Begins with the %n selected photo(s).</source>
        <translation>
            <numerusform>Begins with the selected photo.</numerusform>
            <numerusform>Begins with the %n selected photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchCounts</name>
    <message numerus="yes">
        <source>%n face(s) to restore</source>
        <translation>
            <numerusform>%n face to restore</numerusform>
            <numerusform>%n faces to restore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{time} on this machine ({seconds} s a face on the {device}, measured on %n face(s))</source>
        <translation>
            <numerusform>{time} on this machine ({seconds} s a face on the {device}, measured on %n face)</numerusform>
            <numerusform>{time} on this machine ({seconds} s a face on the {device}, measured on %n faces)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) are left alone; the list says why.</source>
        <translation>
            <numerusform>%n face is left alone; the list says why.</numerusform>
            <numerusform>%n faces are left alone; the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held for review</source>
        <translation>
            <numerusform>%n held for review</numerusform>
            <numerusform>%n held for review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) restored and kept</source>
        <translation>
            <numerusform>%n face restored and kept</numerusform>
            <numerusform>%n faces restored and kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left alone</source>
        <translation>
            <numerusform>%n left alone</numerusform>
            <numerusform>%n left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) of {name} may show somebody else</source>
        <translation>
            <numerusform>%n photo of {name} may show somebody else</numerusform>
            <numerusform>%n photos of {name} may show somebody else</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message numerus="yes">
        <source>Restore %n face(s)</source>
        <translation>
            <numerusform>Restore %n face</numerusform>
            <numerusform>Restore %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) wait from an earlier session.</source>
        <translation>
            <numerusform>%n face waits from an earlier session.</numerusform>
            <numerusform>%n faces wait from an earlier session.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchRunner</name>
    <message numerus="yes">
        <source>Restoring %n face(s)</source>
        <translation>
            <numerusform>Restoring %n face</numerusform>
            <numerusform>Restoring %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) restored</source>
        <translation>
            <numerusform>%n face restored</numerusform>
            <numerusform>%n faces restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held for review</source>
        <translation>
            <numerusform>%n held for review</numerusform>
            <numerusform>%n held for review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message numerus="yes">
        <source>(without %n face(s) gone since)</source>
        <translation>
            <numerusform>(without %n face gone since)</numerusform>
            <numerusform>(without %n faces gone since)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %n face(s) as {0}</source>
        <translation>
            <numerusform>confirm %n face as {0}</numerusform>
            <numerusform>confirm %n faces as {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %n face(s) as suggested</source>
        <translation>
            <numerusform>confirm %n face as suggested</numerusform>
            <numerusform>confirm %n faces as suggested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %n face(s) to {0}</source>
        <translation>
            <numerusform>move %n face to {0}</numerusform>
            <numerusform>move %n faces to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %n face(s) as {0}</source>
        <translation>
            <numerusform>reject %n face as {0}</numerusform>
            <numerusform>reject %n faces as {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %n face(s)</source>
        <translation>
            <numerusform>ignore %n face</numerusform>
            <numerusform>ignore %n faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %n face(s) of a stranger</source>
        <translation>
            <numerusform>ignore %n face of a stranger</numerusform>
            <numerusform>ignore %n faces of a stranger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %n face(s) as no face</source>
        <translation>
            <numerusform>mark %n face as no face</numerusform>
            <numerusform>mark %n faces as no face</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split %n face(s) from {0}</source>
        <translation>
            <numerusform>split %n face from {0}</numerusform>
            <numerusform>split %n faces from {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keep %n restored face(s)</source>
        <translation>
            <numerusform>keep %n restored face</numerusform>
            <numerusform>keep %n restored faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard %n restored face(s)</source>
        <translation>
            <numerusform>discard %n restored face</numerusform>
            <numerusform>discard %n restored faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %n photo(s) to {0}</source>
        <translation>
            <numerusform>add %n photo to {0}</numerusform>
            <numerusform>add %n photos to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take %n photo(s) out of {0}</source>
        <translation>
            <numerusform>take %n photo out of {0}</numerusform>
            <numerusform>take %n photos out of {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Exporting %n photo(s)</source>
        <translation>
            <numerusform>Exporting %n photo</numerusform>
            <numerusform>Exporting %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %n photo(s)</source>
        <translation>
            <numerusform>Export %n photo</numerusform>
            <numerusform>Export %n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) to write</source>
        <translation>
            <numerusform>%n file to write</numerusform>
            <numerusform>%n files to write</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) left out, for nothing of them is restored</source>
        <translation>
            <numerusform>%n photo left out, for nothing of it is restored</numerusform>
            <numerusform>%n photos left out, for nothing of them is restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written</source>
        <translation>
            <numerusform>%n file written</numerusform>
            <numerusform>%n files written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaceQuestion</name>
    <message numerus="yes">
        <source>%n confirmed face(s)</source>
        <translation>
            <numerusform>%n confirmed face</numerusform>
            <numerusform>%n confirmed faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderSettings</name>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n file could not be read</numerusform>
            <numerusform>%n files could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupSheet</name>
    <message numerus="yes">
        <source>Who is this? %n photo(s)</source>
        <translation>
            <numerusform>Who is this? %n photo</numerusform>
            <numerusform>Who is this? %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeldResults</name>
    <message numerus="yes">
        <source>%n result(s) that may no longer be the person</source>
        <translation>
            <numerusform>%n result that may no longer be the person</numerusform>
            <numerusform>%n results that may no longer be the person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) selected</source>
        <translation>
            <numerusform>%n result selected</numerusform>
            <numerusform>%n results selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n photo(s) selected</source>
        <translation>
            <numerusform>%n photo selected</numerusform>
            <numerusform>%n photos selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) restored</source>
        <translation>
            <numerusform>%n face restored</numerusform>
            <numerusform>%n faces restored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryHeader</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n new photo(s)</source>
        <translation>
            <numerusform>%n new photo</numerusform>
            <numerusform>%n new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s)</source>
        <translation>
            <numerusform>%n face</numerusform>
            <numerusform>%n faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message numerus="yes">
        <source>Show %n hidden</source>
        <translation>
            <numerusform>Show %n hidden</numerusform>
            <numerusform>Show %n hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) without a name</source>
        <translation>
            <numerusform>%n group without a name</numerusform>
            <numerusform>%n groups without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform>
            <numerusform>%n to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is {name} already. Are these %n photo(s) {name} too?</source>
        <translation>
            <numerusform>There is {name} already. Is this photo {name} too?</numerusform>
            <numerusform>There is {name} already. Are these %n photos {name} too?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget {name}? The name, %n face(s) and everything restored from them are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</source>
        <translation>
            <numerusform>Forget {name}? The name, %n face and everything restored from it are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</numerusform>
            <numerusform>Forget {name}? The name, %n faces and everything restored from them are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forgotten: %n face(s) and all that was made of them.</source>
        <translation>
            <numerusform>Forgotten: %n face and all that was made of it.</numerusform>
            <numerusform>Forgotten: %n faces and all that was made of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of your own photos still have the name in them.</source>
        <translation>
            <numerusform>%n of your own photos still has the name in it.</numerusform>
            <numerusform>%n of your own photos still have the name in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %n face(s)</source>
        <translation>
            <numerusform>Review %n face</numerusform>
            <numerusform>Review %n faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonHeader</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform>
            <numerusform>%n to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n photo(s)…</source>
        <translation>
            <numerusform>Restore %n photo…</numerusform>
            <numerusform>Restore %n photos…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message numerus="yes">
        <source>%n confirmed face(s) may be somebody else.</source>
        <translation>
            <numerusform>%n confirmed face may be somebody else.</numerusform>
            <numerusform>%n confirmed faces may be somebody else.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) with two confirmed faces: one may be somebody else.</source>
        <translation>
            <numerusform>%n photo with two confirmed faces: one may be somebody else.</numerusform>
            <numerusform>%n photos with two confirmed faces: one of each may be somebody else.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message numerus="yes">
        <source>%n face(s) forgotten</source>
        <translation>
            <numerusform>%n face forgotten</numerusform>
            <numerusform>%n faces forgotten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restoration(s) deleted</source>
        <translation>
            <numerusform>%n restoration deleted</numerusform>
            <numerusform>%n restorations deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older copies of the library deleted</source>
        <translation>
            <numerusform>%n older copy of the library deleted</numerusform>
            <numerusform>%n older copies of the library deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message numerus="yes">
        <source>%n pixel(s) between the eyes</source>
        <translation>
            <numerusform>%n pixel between the eyes</numerusform>
            <numerusform>%n pixels between the eyes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) apart</source>
        <translation>
            <numerusform>%n year apart</numerusform>
            <numerusform>%n years apart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The face is too small: %n pixel(s) between the eyes, at least {least} are needed.</source>
        <translation>
            <numerusform>The face is too small: %n pixel between the eyes, at least {least} are needed.</numerusform>
            <numerusform>The face is too small: %n pixels between the eyes, at least {least} are needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReferenceDialog</name>
    <message numerus="yes">
        <source>Best first. Mark one, or up to %n together.</source>
        <translation>
            <numerusform>Best first. Mark one.</numerusform>
            <numerusform>Best first. Mark one, or up to %n together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use %n reference(s)</source>
        <translation>
            <numerusform>Use %n reference</numerusform>
            <numerusform>Use %n references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%n group(s) left</source>
        <translation>
            <numerusform>%n group left</numerusform>
            <numerusform>%n groups left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) without a name</source>
        <translation>
            <numerusform>%n group without a name</numerusform>
            <numerusform>%n groups without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n face(s) of {name}</source>
        <translation>
            <numerusform>%n face of {name}</numerusform>
            <numerusform>%n faces of {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_JobRow</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
