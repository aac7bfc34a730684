<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ActivityBar</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityCounts</name>
    <message numerus="yes">
        <source>done, %Ln problem(s)</source>
        <translation>
            <numerusform>done, %Ln problem</numerusform>
            <numerusform>done, %Ln problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>%Ln min left</numerusform>
            <numerusform>%Ln min left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlbumEditor</name>
    <message numerus="yes">
        <source>Begins with the %Ln selected photo(s).</source>
        <translation>
            <numerusform>Begins with the selected photo.</numerusform>
            <numerusform>Begins with the %Ln selected photos.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchCounts</name>
    <message numerus="yes">
        <source>%Ln face(s) to restore</source>
        <translation>
            <numerusform>%Ln face to restore</numerusform>
            <numerusform>%Ln faces to restore</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{time} on this machine ({seconds} s a face on the {device}, measured on %Ln face(s))</source>
        <translation>
            <numerusform>{time} on this machine ({seconds} s a face on the {device}, measured on %Ln face)</numerusform>
            <numerusform>{time} on this machine ({seconds} s a face on the {device}, measured on %Ln faces)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) are left alone; the list says why.</source>
        <translation>
            <numerusform>%Ln face is left alone; the list says why.</numerusform>
            <numerusform>%Ln faces are left alone; the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held for review</source>
        <translation>
            <numerusform>%Ln held for review</numerusform>
            <numerusform>%Ln held for review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored and kept</source>
        <translation>
            <numerusform>%Ln face restored and kept</numerusform>
            <numerusform>%Ln faces restored and kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left alone</source>
        <translation>
            <numerusform>%Ln left alone</numerusform>
            <numerusform>%Ln left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) of {name} may show somebody else</source>
        <translation>
            <numerusform>%Ln photo of {name} may show somebody else</numerusform>
            <numerusform>%Ln photos of {name} may show somebody else</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message numerus="yes">
        <source>Restore %Ln face(s)</source>
        <translation>
            <numerusform>Restore %Ln face</numerusform>
            <numerusform>Restore %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) wait from an earlier session.</source>
        <translation>
            <numerusform>%Ln face waits from an earlier session.</numerusform>
            <numerusform>%Ln faces wait from an earlier session.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchRunner</name>
    <message numerus="yes">
        <source>Restoring %Ln face(s)</source>
        <translation>
            <numerusform>Restoring %Ln face</numerusform>
            <numerusform>Restoring %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored</source>
        <translation>
            <numerusform>%Ln face restored</numerusform>
            <numerusform>%Ln faces restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held for review</source>
        <translation>
            <numerusform>%Ln held for review</numerusform>
            <numerusform>%Ln held for review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message numerus="yes">
        <source>(without %Ln face(s) gone since)</source>
        <translation>
            <numerusform>(without %Ln face gone since)</numerusform>
            <numerusform>(without %Ln faces gone since)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %Ln face(s) as {0}</source>
        <translation>
            <numerusform>confirm %Ln face as {0}</numerusform>
            <numerusform>confirm %Ln faces as {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %Ln face(s) as suggested</source>
        <translation>
            <numerusform>confirm %Ln face as suggested</numerusform>
            <numerusform>confirm %Ln faces as suggested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln face(s) to {0}</source>
        <translation>
            <numerusform>move %Ln face to {0}</numerusform>
            <numerusform>move %Ln faces to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %Ln face(s) as {0}</source>
        <translation>
            <numerusform>reject %Ln face as {0}</numerusform>
            <numerusform>reject %Ln faces as {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %Ln face(s)</source>
        <translation>
            <numerusform>ignore %Ln face</numerusform>
            <numerusform>ignore %Ln faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %Ln face(s) of a stranger</source>
        <translation>
            <numerusform>ignore %Ln face of a stranger</numerusform>
            <numerusform>ignore %Ln faces of a stranger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %Ln face(s) as no face</source>
        <translation>
            <numerusform>mark %Ln face as no face</numerusform>
            <numerusform>mark %Ln faces as no face</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split %Ln face(s) from {0}</source>
        <translation>
            <numerusform>split %Ln face from {0}</numerusform>
            <numerusform>split %Ln faces from {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keep %Ln restored face(s)</source>
        <translation>
            <numerusform>keep %Ln restored face</numerusform>
            <numerusform>keep %Ln restored faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard %Ln restored face(s)</source>
        <translation>
            <numerusform>discard %Ln restored face</numerusform>
            <numerusform>discard %Ln restored faces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %Ln photo(s) to {0}</source>
        <translation>
            <numerusform>add %Ln photo to {0}</numerusform>
            <numerusform>add %Ln photos to {0}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take %Ln photo(s) out of {0}</source>
        <translation>
            <numerusform>take %Ln photo out of {0}</numerusform>
            <numerusform>take %Ln photos out of {0}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Exporting %Ln photo(s)</source>
        <translation>
            <numerusform>Exporting %Ln photo</numerusform>
            <numerusform>Exporting %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photo(s)</source>
        <translation>
            <numerusform>Export %Ln photo</numerusform>
            <numerusform>Export %Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) to write</source>
        <translation>
            <numerusform>%Ln file to write</numerusform>
            <numerusform>%Ln files to write</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out, for nothing of them is restored</source>
        <translation>
            <numerusform>%Ln photo left out, for nothing of it is restored</numerusform>
            <numerusform>%Ln photos left out, for nothing of them is restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation>
            <numerusform>%Ln file written</numerusform>
            <numerusform>%Ln files written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there already</source>
        <translation>
            <numerusform>%Ln there already</numerusform>
            <numerusform>%Ln there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaceQuestion</name>
    <message numerus="yes">
        <source>%Ln confirmed face(s)</source>
        <translation>
            <numerusform>%Ln confirmed face</numerusform>
            <numerusform>%Ln confirmed faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FolderSettings</name>
    <message numerus="yes">
        <source>%Ln file(s) could not be read</source>
        <translation>
            <numerusform>%Ln file could not be read</numerusform>
            <numerusform>%Ln files could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupSheet</name>
    <message numerus="yes">
        <source>Who is this? %Ln photo(s)</source>
        <translation>
            <numerusform>Who is this? %Ln photo</numerusform>
            <numerusform>Who is this? %Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeldResults</name>
    <message numerus="yes">
        <source>%Ln result(s) that may no longer be the person</source>
        <translation>
            <numerusform>%Ln result that may no longer be the person</numerusform>
            <numerusform>%Ln results that may no longer be the person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s) selected</source>
        <translation>
            <numerusform>%Ln result selected</numerusform>
            <numerusform>%Ln results selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%Ln photo(s) selected</source>
        <translation>
            <numerusform>%Ln photo selected</numerusform>
            <numerusform>%Ln photos selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored</source>
        <translation>
            <numerusform>%Ln face restored</numerusform>
            <numerusform>%Ln faces restored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryHeader</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln new photo(s)</source>
        <translation>
            <numerusform>%Ln new photo</numerusform>
            <numerusform>%Ln new photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s)</source>
        <translation>
            <numerusform>%Ln face</numerusform>
            <numerusform>%Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message numerus="yes">
        <source>Show %Ln hidden</source>
        <translation>
            <numerusform>Show %Ln hidden</numerusform>
            <numerusform>Show %Ln hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s)</source>
        <translation>
            <numerusform>%Ln person</numerusform>
            <numerusform>%Ln people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) without a name</source>
        <translation>
            <numerusform>%Ln group without a name</numerusform>
            <numerusform>%Ln groups without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln to review</numerusform>
            <numerusform>%Ln to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is {name} already. Are these %Ln photo(s) {name} too?</source>
        <translation>
            <numerusform>There is {name} already. Is this photo {name} too?</numerusform>
            <numerusform>There is {name} already. Are these %Ln photos {name} too?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget {name}? The name, %Ln face(s) and everything restored from them are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</source>
        <translation>
            <numerusform>Forget {name}? The name, %Ln face and everything restored from it are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</numerusform>
            <numerusform>Forget {name}? The name, %Ln faces and everything restored from them are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forgotten: %Ln face(s) and all that was made of them.</source>
        <translation>
            <numerusform>Forgotten: %Ln face and all that was made of it.</numerusform>
            <numerusform>Forgotten: %Ln faces and all that was made of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own photos still have the name in them.</source>
        <translation>
            <numerusform>%Ln of your own photos still has the name in it.</numerusform>
            <numerusform>%Ln of your own photos still have the name in them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %Ln face(s)</source>
        <translation>
            <numerusform>Review %Ln face</numerusform>
            <numerusform>Review %Ln faces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonHeader</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln to review</numerusform>
            <numerusform>%Ln to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln photo(s)…</source>
        <translation>
            <numerusform>Restore %Ln photo…</numerusform>
            <numerusform>Restore %Ln photos…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message numerus="yes">
        <source>%Ln confirmed face(s) may be somebody else.</source>
        <translation>
            <numerusform>%Ln confirmed face may be somebody else.</numerusform>
            <numerusform>%Ln confirmed faces may be somebody else.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with two confirmed faces: one may be somebody else.</source>
        <translation>
            <numerusform>%Ln photo with two confirmed faces: one may be somebody else.</numerusform>
            <numerusform>%Ln photos with two confirmed faces: one of each may be somebody else.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message numerus="yes">
        <source>%Ln face(s) forgotten</source>
        <translation>
            <numerusform>%Ln face forgotten</numerusform>
            <numerusform>%Ln faces forgotten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln restoration(s) deleted</source>
        <translation>
            <numerusform>%Ln restoration deleted</numerusform>
            <numerusform>%Ln restorations deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older copies of the library deleted</source>
        <translation>
            <numerusform>%Ln older copy of the library deleted</numerusform>
            <numerusform>%Ln older copies of the library deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message numerus="yes">
        <source>%Ln pixel(s) between the eyes</source>
        <translation>
            <numerusform>%Ln pixel between the eyes</numerusform>
            <numerusform>%Ln pixels between the eyes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln year(s) apart</source>
        <translation>
            <numerusform>%Ln year apart</numerusform>
            <numerusform>%Ln years apart</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The face is too small: %Ln pixel(s) between the eyes, at least {least} are needed.</source>
        <translation>
            <numerusform>The face is too small: %Ln pixel between the eyes, at least {least} are needed.</numerusform>
            <numerusform>The face is too small: %Ln pixels between the eyes, at least {least} are needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReferenceDialog</name>
    <message numerus="yes">
        <source>Best first. Mark one, or up to %Ln together.</source>
        <translation>
            <numerusform>Best first. Mark one.</numerusform>
            <numerusform>Best first. Mark one, or up to %Ln together.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Use %Ln reference(s)</source>
        <translation>
            <numerusform>Use %Ln reference</numerusform>
            <numerusform>Use %Ln references</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%Ln group(s) left</source>
        <translation>
            <numerusform>%Ln group left</numerusform>
            <numerusform>%Ln groups left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) without a name</source>
        <translation>
            <numerusform>%Ln group without a name</numerusform>
            <numerusform>%Ln groups without a name</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) of {name}</source>
        <translation>
            <numerusform>%Ln face of {name}</numerusform>
            <numerusform>%Ln faces of {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln selected</numerusform>
            <numerusform>%Ln selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_JobRow</name>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… and %Ln more</numerusform>
            <numerusform>… and %Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
