<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ActivityBar</name>
    <message>
        <source>All work and its problems (Ctrl+J)</source>
        <translation>Alle Vorgänge und ihre Probleme (Strg+J)</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Vorgänge</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weiterer</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln Problem</numerusform>
            <numerusform>%Ln Probleme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityCounts</name>
    <message numerus="yes">
        <source>done, %Ln problem(s)</source>
        <translation>
            <numerusform>fertig, %Ln Problem</numerusform>
            <numerusform>fertig, %Ln Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min left</source>
        <translation>
            <numerusform>noch %Ln min</numerusform>
            <numerusform>noch %Ln min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AlbumEditor</name>
    <message>
        <source>New album</source>
        <translation>Neues Album</translation>
    </message>
    <message numerus="yes">
        <source>Begins with the %Ln selected photo(s).</source>
        <translation>
            <numerusform>Beginnt mit dem ausgewählten Foto.</numerusform>
            <numerusform>Beginnt mit den %Ln ausgewählten Fotos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Empty at first: select photos and choose “Add to album”.</source>
        <translation>Zuerst leer: Fotos auswählen und „Zu Album hinzufügen“ wählen.</translation>
    </message>
    <message>
        <source>Photos chosen by hand</source>
        <translation>Von Hand gewählte Fotos</translation>
    </message>
    <message>
        <source>All photos of a person</source>
        <translation>Alle Fotos einer Person</translation>
    </message>
    <message>
        <source>All photos of a folder</source>
        <translation>Alle Fotos eines Ordners</translation>
    </message>
    <message>
        <source>All photos of a time</source>
        <translation>Alle Fotos einer Zeit</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
</context>
<context>
    <name>AlbumEdits</name>
    <message>
        <source>Restore all…</source>
        <translation>Alle restaurieren…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Remove the album, keep its photos</source>
        <translation>Album entfernen, Fotos behalten</translation>
    </message>
    <message>
        <source>Rename album</source>
        <translation>Album umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>BatchCounts</name>
    <message numerus="yes">
        <source>%Ln face(s) to restore</source>
        <translation>
            <numerusform>%Ln Gesicht zu restaurieren</numerusform>
            <numerusform>%Ln Gesichter zu restaurieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{time} on this machine ({seconds} s a face on the {device}, measured on %Ln face(s))</source>
        <translation>
            <numerusform>{time} auf diesem Rechner ({seconds} s je Gesicht auf {device}, an %Ln Gesicht gemessen)</numerusform>
            <numerusform>{time} auf diesem Rechner ({seconds} s je Gesicht auf {device}, an %Ln Gesichtern gemessen)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) are left alone; the list says why.</source>
        <translation>
            <numerusform>%Ln Gesicht bleibt, wie es ist; die Liste sagt, warum.</numerusform>
            <numerusform>%Ln Gesichter bleiben, wie sie sind; die Liste sagt, warum.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held for review</source>
        <translation>
            <numerusform>%Ln zur Prüfung zurückgehalten</numerusform>
            <numerusform>%Ln zur Prüfung zurückgehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored and kept</source>
        <translation>
            <numerusform>%Ln Gesicht restauriert und behalten</numerusform>
            <numerusform>%Ln Gesichter restauriert und behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left alone</source>
        <translation>
            <numerusform>%Ln nicht angetastet</numerusform>
            <numerusform>%Ln nicht angetastet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) of {name} may show somebody else</source>
        <translation>
            <numerusform>%Ln Foto von {name} zeigt vielleicht jemand anderes</numerusform>
            <numerusform>%Ln Fotos von {name} zeigen vielleicht jemand anderes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchPage</name>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Looking through the faces…</source>
        <translation>Gesichter werden durchgesehen…</translation>
    </message>
    <message>
        <source>Restore {name}</source>
        <translation>{name} restaurieren</translation>
    </message>
    <message>
        <source>No face of these would gain from a restoration.</source>
        <translation>Keinem dieser Gesichter würde eine Restaurierung nützen.</translation>
    </message>
    <message>
        <source>No face was found in these photos</source>
        <translation>In diesen Fotos wurde kein Gesicht gefunden</translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht restaurieren</numerusform>
            <numerusform>%Ln Gesichter restaurieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what can be restored</source>
        <translation>Zeigen, was restauriert werden kann</translation>
    </message>
    <message>
        <source>Look at them first</source>
        <translation>Erst ansehen</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <source>Select photos, a person or an album, and choose Restore.</source>
        <translation>Wählen Sie Fotos, eine Person oder ein Album und dann Restaurieren.</translation>
    </message>
    <message>
        <source>Nothing waits to be restored</source>
        <translation>Nichts wartet auf Restaurierung</translation>
    </message>
    <message>
        <source>Restoration queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restaurierung</translation>
    </message>
    <message>
        <source>Pausing after these faces…</source>
        <translation>Pause nach diesen Gesichtern…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Loading the restorer…</source>
        <translation>Der Restaurierer wird geladen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) wait from an earlier session.</source>
        <translation>
            <numerusform>%Ln Gesicht wartet noch von früher.</numerusform>
            <numerusform>%Ln Gesichter warten noch von früher.</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again what failed</source>
        <translation>Fehlgeschlagenes erneut versuchen</translation>
    </message>
    <message>
        <source>Look at held results…</source>
        <translation>Zurückgehaltene ansehen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open the face in the restore view</source>
        <translation>Gesicht in der Restaurierung öffnen</translation>
    </message>
</context>
<context>
    <name>BatchRunner</name>
    <message>
        <source>Restoring faces</source>
        <translation>Gesichter werden restauriert</translation>
    </message>
    <message numerus="yes">
        <source>Restoring %Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht wird restauriert</numerusform>
            <numerusform>%Ln Gesichter werden restauriert</numerusform>
        </translation>
    </message>
    <message>
        <source>Restoring is finished</source>
        <translation>Restaurierung fertig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored</source>
        <translation>
            <numerusform>%Ln Gesicht restauriert</numerusform>
            <numerusform>%Ln Gesichter restauriert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln held for review</source>
        <translation>
            <numerusform>%Ln zur Prüfung zurückgehalten</numerusform>
            <numerusform>%Ln zur Prüfung zurückgehalten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message>
        <source>Restoration queue</source>
        <translation>Warteschlange</translation>
    </message>
</context>
<context>
    <name>ComparePicture</name>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>alle Kerne</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads that models may take</source>
        <translation>Threads für die Modelle</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Referenzen</translation>
    </message>
    <message>
        <source>Reference photos for one restoration</source>
        <translation>Referenzfotos je Restaurierung</translation>
    </message>
    <message>
        <source>Graphics card and memory</source>
        <translation>Grafikkarte und Speicher</translation>
    </message>
    <message>
        <source>Restore faces on</source>
        <translation>Gesichter restauriert</translation>
    </message>
    <message>
        <source>the graphics card, if there is one</source>
        <translation>die Grafikkarte, wenn es eine gibt</translation>
    </message>
    <message>
        <source>the processor, always</source>
        <translation>immer der Prozessor</translation>
    </message>
    <message>
        <source>If the card cannot hold one face</source>
        <translation>Reicht die Karte für kein Gesicht</translation>
    </message>
    <message>
        <source>stop and say so</source>
        <translation>anhalten und es sagen</translation>
    </message>
    <message>
        <source>go on on the processor</source>
        <translation>auf dem Prozessor weitermachen</translation>
    </message>
    <message>
        <source>If a graphics card runs short of memory, work first goes on in smaller pieces. Restoring with a large model takes minutes a face on a processor.</source>
        <translation>Wird der Speicher der Grafikkarte knapp, geht es zuerst in kleineren Stücken weiter. Mit einem großen Modell dauert ein Gesicht auf dem Prozessor Minuten.</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>Diesen Rechner prüfen</translation>
    </message>
    <message>
        <source>Result of the check</source>
        <translation>Ergebnis der Prüfung</translation>
    </message>
    <message>
        <source>Checking this computer</source>
        <translation>Rechner wird geprüft</translation>
    </message>
    <message>
        <source>Graphics card: {name}</source>
        <translation>Grafikkarte: {name}</translation>
    </message>
    <message>
        <source>none that can be used</source>
        <translation>keine, die sich nutzen lässt</translation>
    </message>
    <message>
        <source>Processor cores: {number}</source>
        <translation>Prozessorkerne: {number}</translation>
    </message>
    <message>
        <source>Memory: {free} of {total} GB free</source>
        <translation>Speicher: {free} von {total} GB frei</translation>
    </message>
    <message>
        <source>Disk of the library: {free} GB free</source>
        <translation>Laufwerk der Bibliothek: {free} GB frei</translation>
    </message>
</context>
<context>
    <name>EditWords</name>
    <message numerus="yes">
        <source>(without %Ln face(s) gone since)</source>
        <translation>
            <numerusform>(ohne %Ln Gesicht, das es nicht mehr gibt)</numerusform>
            <numerusform>(ohne %Ln Gesichter, die es nicht mehr gibt)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %Ln face(s) as {0}</source>
        <translation>
            <numerusform>%Ln Gesicht als {0} bestätigen</numerusform>
            <numerusform>%Ln Gesichter als {0} bestätigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>confirm %Ln face(s) as suggested</source>
        <translation>
            <numerusform>%Ln Gesicht wie vorgeschlagen bestätigen</numerusform>
            <numerusform>%Ln Gesichter wie vorgeschlagen bestätigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>move %Ln face(s) to {0}</source>
        <translation>
            <numerusform>%Ln Gesicht zu {0} verschieben</numerusform>
            <numerusform>%Ln Gesichter zu {0} verschieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reject %Ln face(s) as {0}</source>
        <translation>
            <numerusform>%Ln Gesicht nicht als {0} gelten lassen</numerusform>
            <numerusform>%Ln Gesichter nicht als {0} gelten lassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht ignorieren</numerusform>
            <numerusform>%Ln Gesichter ignorieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ignore %Ln face(s) of a stranger</source>
        <translation>
            <numerusform>%Ln Gesicht eines Fremden ignorieren</numerusform>
            <numerusform>%Ln Gesichter eines Fremden ignorieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %Ln face(s) as no face</source>
        <translation>
            <numerusform>%Ln Gesicht als „kein Gesicht“ markieren</numerusform>
            <numerusform>%Ln Gesichter als „kein Gesicht“ markieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>split %Ln face(s) from {0}</source>
        <translation>
            <numerusform>%Ln Gesicht von {0} abtrennen</numerusform>
            <numerusform>%Ln Gesichter von {0} abtrennen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keep %Ln restored face(s)</source>
        <translation>
            <numerusform>%Ln restauriertes Gesicht behalten</numerusform>
            <numerusform>%Ln restaurierte Gesichter behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard %Ln restored face(s)</source>
        <translation>
            <numerusform>%Ln restauriertes Gesicht verwerfen</numerusform>
            <numerusform>%Ln restaurierte Gesichter verwerfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %Ln photo(s) to {0}</source>
        <translation>
            <numerusform>%Ln Foto zu {0} hinzufügen</numerusform>
            <numerusform>%Ln Fotos zu {0} hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>take %Ln photo(s) out of {0}</source>
        <translation>
            <numerusform>%Ln Foto aus {0} entfernen</numerusform>
            <numerusform>%Ln Fotos aus {0} entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>draw a face</source>
        <translation>ein Gesicht einzeichnen</translation>
    </message>
    <message>
        <source>draw a face of {0}</source>
        <translation>ein Gesicht von {0} einzeichnen</translation>
    </message>
    <message>
        <source>set the points of face {0}</source>
        <translation>die Punkte von Gesicht {0} setzen</translation>
    </message>
    <message>
        <source>name {0} {1}</source>
        <translation>{0} umbenennen in {1}</translation>
    </message>
    <message>
        <source>merge {0} into {1}</source>
        <translation>{0} mit {1} zusammenführen</translation>
    </message>
    <message>
        <source>hide {0}</source>
        <translation>{0} ausblenden</translation>
    </message>
    <message>
        <source>show {0} again</source>
        <translation>{0} wieder zeigen</translation>
    </message>
    <message>
        <source>choose a cover for {0}</source>
        <translation>ein Titelbild für {0} wählen</translation>
    </message>
    <message>
        <source>set the birth date of {0}</source>
        <translation>das Geburtsdatum von {0} setzen</translation>
    </message>
    <message>
        <source>clear the birth date of {0}</source>
        <translation>das Geburtsdatum von {0} löschen</translation>
    </message>
    <message>
        <source>keep {0} and {1} apart</source>
        <translation>{0} und {1} getrennt halten</translation>
    </message>
    <message>
        <source>note {0} as {1} of {2}</source>
        <translation>{0} als {1} von {2} vermerken</translation>
    </message>
    <message>
        <source>note {0} no longer with a note on {1}</source>
        <translation>den Vermerk zwischen {0} und {1} löschen</translation>
    </message>
    <message>
        <source>pin a reference of {0}</source>
        <translation>eine Referenz von {0} anheften</translation>
    </message>
    <message>
        <source>ban a reference of {0}</source>
        <translation>eine Referenz von {0} ausschließen</translation>
    </message>
    <message>
        <source>neither pin nor ban a reference of {0}</source>
        <translation>eine Referenz von {0} weder anheften noch ausschließen</translation>
    </message>
    <message>
        <source>make the album {0}</source>
        <translation>das Album {0} anlegen</translation>
    </message>
    <message>
        <source>rename the album {0} {1}</source>
        <translation>das Album {0} umbenennen in {1}</translation>
    </message>
    <message>
        <source>remove the album {0}</source>
        <translation>das Album {0} löschen</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Go on behind the window</source>
        <translation>Im Hintergrund weiter</translation>
    </message>
    <message numerus="yes">
        <source>Exporting %Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto wird exportiert</numerusform>
            <numerusform>%Ln Fotos werden exportiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Name a folder to export to.</source>
        <translation>Bitte einen Zielordner angeben.</translation>
    </message>
    <message numerus="yes">
        <source>Export %Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto exportieren</numerusform>
            <numerusform>%Ln Fotos exportieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) to write</source>
        <translation>
            <numerusform>%Ln Datei zu schreiben</numerusform>
            <numerusform>%Ln Dateien zu schreiben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out, for nothing of them is restored</source>
        <translation>
            <numerusform>%Ln Foto ausgelassen, weil nichts daran restauriert ist</numerusform>
            <numerusform>%Ln Fotos ausgelassen, weil nichts daran restauriert ist</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not restored: left out</source>
        <translation>nicht restauriert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) written</source>
        <translation>
            <numerusform>%Ln Datei geschrieben</numerusform>
            <numerusform>%Ln Dateien geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln there already</source>
        <translation>
            <numerusform>%Ln schon vorhanden</numerusform>
            <numerusform>%Ln schon vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln fehlgeschlagen</numerusform>
            <numerusform>%Ln fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped by you</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Files to write</source>
        <translation>Zu schreibende Dateien</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Restored photos</source>
        <translation>Restaurierte Fotos</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie es ist</translation>
    </message>
    <message>
        <source> px at most</source>
        <translation> px höchstens</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Keep all of the original</source>
        <translation>Alles vom Original</translation>
    </message>
    <message>
        <source>Keep all but the place (GPS)</source>
        <translation>Alles außer dem Ort (GPS)</translation>
    </message>
    <message>
        <source>None, for strangers</source>
        <translation>Keine, für Fremde</translation>
    </message>
    <message>
        <source>Say in the file that faces were restored by AI</source>
        <translation>Vermerken, dass KI Gesichter restauriert hat</translation>
    </message>
    <message>
        <source>Nobody will be able to tell these from untouched photos.</source>
        <translation>Niemand wird sie von unveränderten Fotos unterscheiden können.</translation>
    </message>
    <message>
        <source>Write confirmed names into the file</source>
        <translation>Bestätigte Namen in die Datei schreiben</translation>
    </message>
    <message>
        <source>Also photos of which nothing is restored</source>
        <translation>Auch Fotos, an denen nichts restauriert ist</translation>
    </message>
    <message>
        <source>Add a number</source>
        <translation>Nummer anhängen</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Name of the original</source>
        <translation>Name des Originals</translation>
    </message>
    <message>
        <source>Restored person</source>
        <translation>Restaurierte Person</translation>
    </message>
    <message>
        <source>Everybody in the photo</source>
        <translation>Alle auf dem Foto</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>A folder of its own</source>
        <translation>Ein eigener Ordner</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Quality</source>
        <translation>&amp;Qualität</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Metadata</source>
        <translation>&amp;Metadaten</translation>
    </message>
    <message>
        <source>If a name is &amp;taken</source>
        <translation>Name &amp;belegt</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
</context>
<context>
    <name>FacePage</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Rückgängig (Strg+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Wiederholen (Strg+Umschalt+Z)</translation>
    </message>
</context>
<context>
    <name>FacePoints</name>
    <message>
        <source>Drag the points onto the eyes, the tip of the nose and the corners of the mouth.</source>
        <translation>Ziehen Sie die Punkte auf die Augen, die Nasenspitze und die Mundwinkel.</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>Speichern (Eingabe)</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <source>Measuring a face</source>
        <translation>Ein Gesicht wird vermessen</translation>
    </message>
    <message>
        <source>The model sees no face there. Set its eyes and mouth to have it compared and restored.</source>
        <translation>Das Modell sieht dort kein Gesicht. Setzen Sie Augen und Mund, damit es verglichen und restauriert werden kann.</translation>
    </message>
    <message>
        <source>Nothing can be measured there: the points lie too close together.</source>
        <translation>Dort lässt sich nichts messen: Die Punkte liegen zu dicht beieinander.</translation>
    </message>
    <message>
        <source>Set the eyes and the mouth (P)</source>
        <translation>Augen und Mund setzen (P)</translation>
    </message>
</context>
<context>
    <name>FaceQuestion</name>
    <message>
        <source>Who is it then?</source>
        <translation>Wer ist es dann?</translation>
    </message>
    <message>
        <source>Faces that are certain</source>
        <translation>Sichere Gesichter</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>Abtrennen</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>this person</source>
        <translation>diese Person</translation>
    </message>
    <message>
        <source>Is this {name}?</source>
        <translation>Ist das {name}?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln confirmed face(s)</source>
        <translation>
            <numerusform>%Ln bestätigtes Gesicht</numerusform>
            <numerusform>%Ln bestätigte Gesichter</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody has confirmed a face of {name} yet.</source>
        <translation>Noch hat niemand ein Gesicht von {name} bestätigt.</translation>
    </message>
    <message>
        <source>the photo cannot be read now: its thumbnail is shown</source>
        <translation>das Foto ist gerade nicht lesbar: zu sehen ist sein Vorschaubild</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Person in the photo</source>
        <translation>Person auf dem Foto</translation>
    </message>
    <message>
        <source>Folder of the photo</source>
        <translation>Ordner des Fotos</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>First year</source>
        <translation>Erstes Jahr</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letztes Jahr</translation>
    </message>
    <message>
        <source>Unknown faces</source>
        <translation>Unbekannte Gesichter</translation>
    </message>
    <message>
        <source>Restorable</source>
        <translation>Restaurierbar</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>State of the photos</source>
        <translation>Zustand der Fotos</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
</context>
<context>
    <name>FolderSettings</name>
    <message>
        <source>Folders of photos</source>
        <translation>Fotoordner</translation>
    </message>
    <message>
        <source>Folders are read where they are. Removing one here changes nothing on the disk.</source>
        <translation>Ordner werden gelesen, wo sie liegen. Wird hier einer entfernt, ändert sich auf dem Laufwerk nichts.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Read all again</source>
        <translation>Alle neu lesen</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Dateien, die nicht gelesen werden konnten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be read</source>
        <translation>
            <numerusform>%Ln Datei konnte nicht gelesen werden</numerusform>
            <numerusform>%Ln Dateien konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>not connected: photos stay, dimmed, until the drive is back</source>
        <translation>nicht verbunden: Fotos bleiben abgeblendet, bis das Laufwerk wieder da ist</translation>
    </message>
    <message>
        <source>Follow changes</source>
        <translation>Änderungen verfolgen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Remove {folder}</source>
        <translation>{folder} entfernen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Read {folder} again</source>
        <translation>{folder} neu lesen</translation>
    </message>
    <message>
        <source>Remove this folder from the library?</source>
        <translation>Diesen Ordner aus der Bibliothek entfernen?</translation>
    </message>
    <message>
        <source>{folder}

Its photos no longer show here. Nothing on the disk is changed, and names come back when you add the folder again.</source>
        <translation>{folder}

Seine Fotos erscheinen hier nicht mehr. Auf dem Laufwerk ändert sich nichts, und die Namen kommen wieder, wenn Sie den Ordner erneut hinzufügen.</translation>
    </message>
    <message>
        <source>Remove the folder</source>
        <translation>Ordner entfernen</translation>
    </message>
</context>
<context>
    <name>FrequentPeople</name>
    <message>
        <source>This is {name}</source>
        <translation>Das ist {name}</translation>
    </message>
</context>
<context>
    <name>GroupSheet</name>
    <message>
        <source>Click the faces that are somebody else, then say who the rest are.</source>
        <translation>Klicken Sie die Gesichter an, die jemand anderes sind, und sagen Sie dann, wer die übrigen sind.</translation>
    </message>
    <message>
        <source>Faces of the group</source>
        <translation>Gesichter der Gruppe</translation>
    </message>
    <message>
        <source>Name them</source>
        <translation>Benennen</translation>
    </message>
    <message>
        <source>Ignore all</source>
        <translation>Alle ignorieren</translation>
    </message>
    <message>
        <source>Split off</source>
        <translation>Abtrennen</translation>
    </message>
    <message>
        <source>The faces you clicked become a group of their own</source>
        <translation>Die angeklickten Gesichter werden eine eigene Gruppe</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>someone else</source>
        <translation>jemand anderes</translation>
    </message>
    <message numerus="yes">
        <source>Who is this? %Ln photo(s)</source>
        <translation>
            <numerusform>Wer ist das? %Ln Foto</numerusform>
            <numerusform>Wer ist das? %Ln Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuessNotice</name>
    <message>
        <source>Restored by a model: details are a guess. Not for identification.</source>
        <translation>Von einem Modell restauriert: Einzelheiten sind geraten. Nicht zur Identifizierung.</translation>
    </message>
</context>
<context>
    <name>HeldResults</name>
    <message>
        <source>Held for review</source>
        <translation>Zur Prüfung zurückgehalten</translation>
    </message>
    <message>
        <source>Results, each with the face before and after</source>
        <translation>Ergebnisse, je mit dem Gesicht vorher und nachher</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Nobody has said who this is</source>
        <translation>Niemand hat gesagt, wer das ist</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s) that may no longer be the person</source>
        <translation>
            <numerusform>%Ln Ergebnis, das vielleicht nicht mehr die Person ist</numerusform>
            <numerusform>%Ln Ergebnisse, die vielleicht nicht mehr die Person sind</numerusform>
        </translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>{year}  ·  before and after</source>
        <translation>{year}  ·  vorher und nachher</translation>
    </message>
    <message>
        <source>likeness unknown</source>
        <translation>Ähnlichkeit unbekannt</translation>
    </message>
    <message>
        <source>likeness {numbers}</source>
        <translation>Ähnlichkeit {numbers}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s) selected</source>
        <translation>
            <numerusform>%Ln Ergebnis ausgewählt</numerusform>
            <numerusform>%Ln Ergebnisse ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Indexing</name>
    <message>
        <source>Indexing {names}</source>
        <translation>{names} wird gelesen</translation>
    </message>
    <message>
        <source>Indexing all folders</source>
        <translation>Alle Ordner werden gelesen</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Select a photo to see what is known of it.</source>
        <translation>Wählen Sie ein Foto, um zu sehen, was darüber bekannt ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) selected</source>
        <translation>
            <numerusform>%Ln Foto ausgewählt</numerusform>
            <numerusform>%Ln Fotos ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>PEOPLE</source>
        <translation>PERSONEN</translation>
    </message>
    <message>
        <source>VERSION {number}</source>
        <translation>VERSION {number}</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>Already restored by AI: never used as a reference.</source>
        <translation>Schon von KI restauriert: wird nie als Referenz benutzt.</translation>
    </message>
    <message>
        <source>Not connected: the photo is shown from its thumbnail.</source>
        <translation>Nicht verbunden: gezeigt wird das Vorschaubild.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies</source>
        <translation>
            <numerusform>%Ln Kopie</numerusform>
            <numerusform>%Ln Kopien</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the page of {name}</source>
        <translation>Seite von {name} öffnen</translation>
    </message>
    <message>
        <source>is this right?</source>
        <translation>stimmt das?</translation>
    </message>
    <message>
        <source>sharp</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>brauchbar</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>{word}, quality {score}</source>
        <translation>{word}, Qualität {score}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) restored</source>
        <translation>
            <numerusform>%Ln Gesicht restauriert</numerusform>
            <numerusform>%Ln Gesichter restauriert</numerusform>
        </translation>
    </message>
    <message>
        <source>Restorer {name}, seed {seed}</source>
        <translation>Restaurierer {name}, Startwert {seed}</translation>
    </message>
    <message>
        <source>Strength {percent} %, references: {number}</source>
        <translation>Stärke {percent} %, Referenzen: {number}</translation>
    </message>
    <message>
        <source>Likeness {number}</source>
        <translation>Ähnlichkeit {number}</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>LibraryHeader</name>
    <message>
        <source>Filter by person, year or state (Ctrl+Shift+F)</source>
        <translation>Nach Person, Jahr oder Zustand filtern (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Restore all…</source>
        <translation>Alle restaurieren…</translation>
    </message>
    <message>
        <source>Says first which faces would gain, and how long it takes</source>
        <translation>Sagt zuerst, welche Gesichter gewinnen und wie lange es dauert</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>By file name</source>
        <translation>Nach Dateiname</translation>
    </message>
    <message>
        <source>Last added first</source>
        <translation>Zuletzt hinzugefügt</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>Größe der Bilder</translation>
    </message>
    <message>
        <source>{selected} of {total} selected</source>
        <translation>{selected} von {total} ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>from photo to photo; with Shift: select</source>
        <translation>von Foto zu Foto; mit Umschalt: auswählen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>open the photo</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>larger and smaller pictures (Ctrl and the wheel as well)</source>
        <translation>größere und kleinere Bilder (auch Strg und Mausrad)</translation>
    </message>
    <message>
        <source>select all</source>
        <translation>alles auswählen</translation>
    </message>
    <message>
        <source>filter by person, year or state</source>
        <translation>nach Person, Jahr oder Stand filtern</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>select nothing, clear the filters, go back</source>
        <translation>nichts auswählen, Filter zurücksetzen, zurückgehen</translation>
    </message>
    <message>
        <source>Search: {words}</source>
        <translation>Suche: {words}</translation>
    </message>
    <message>
        <source>Restorable</source>
        <translation>Restaurierbar</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>No photo fits these filters</source>
        <translation>Kein Foto passt zu diesen Filtern</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Search for names and years: anna AND bob NOT carl 1950-1960.</source>
        <translation>Suchen Sie nach Namen und Jahren: anna AND bob NOT carl 1950-1960.</translation>
    </message>
    <message>
        <source>Show all photos</source>
        <translation>Alle Fotos zeigen</translation>
    </message>
    <message>
        <source>No photo here needs restoring</source>
        <translation>Kein Foto muss restauriert werden</translation>
    </message>
    <message>
        <source>Photos appear when somebody in them has a small or blurred face, and a good photo of the same person is in the library.</source>
        <translation>Fotos erscheinen, wenn jemand darauf ein kleines oder unscharfes Gesicht hat und ein gutes Foto derselben Person in der Bibliothek ist.</translation>
    </message>
    <message>
        <source>Nothing is restored yet</source>
        <translation>Noch ist nichts restauriert</translation>
    </message>
    <message>
        <source>Kept results appear here.</source>
        <translation>Behaltene Ergebnisse erscheinen hier.</translation>
    </message>
    <message>
        <source>Show what can be restored</source>
        <translation>Zeigen, was restauriert werden kann</translation>
    </message>
    <message>
        <source>All photos are within reach</source>
        <translation>Alle Fotos sind erreichbar</translation>
    </message>
    <message>
        <source>They appear here as they are read; the bar below shows how far it is.</source>
        <translation>Sie erscheinen hier, sobald sie gelesen sind; die Leiste unten zeigt, wie weit es ist.</translation>
    </message>
    <message>
        <source>Looking for photos…</source>
        <translation>Fotos werden gesucht…</translation>
    </message>
    <message>
        <source>Select photos elsewhere and choose “Add to album”.</source>
        <translation>Wählen Sie anderswo Fotos aus und dann „Zu Album hinzufügen“.</translation>
    </message>
    <message>
        <source>This album is empty</source>
        <translation>Dieses Album ist leer</translation>
    </message>
    <message>
        <source>No photos here yet</source>
        <translation>Noch keine Fotos</translation>
    </message>
    <message>
        <source>Add a folder: it is read in place and never changed.</source>
        <translation>Fügen Sie einen Ordner hinzu: er wird an Ort und Stelle gelesen und nie verändert.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
</context>
<context>
    <name>LookSettings</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Every command has a key.</source>
        <translation>Jeder Befehl hat eine Taste.</translation>
    </message>
    <message>
        <source>Show the shortcuts</source>
        <translation>Tastenkürzel zeigen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Photos are indexed with their folder: {folder}</source>
        <translation>Fotos werden mit ihrem Ordner gelesen: {folder}</translation>
    </message>
    <message>
        <source>Add this folder</source>
        <translation>Diesen Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Read all folders again</source>
        <translation>Alle Ordner neu lesen</translation>
    </message>
    <message>
        <source>New album…</source>
        <translation>Neues Album…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new photo(s)</source>
        <translation>
            <numerusform>%Ln neues Foto</numerusform>
            <numerusform>%Ln neue Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht</numerusform>
            <numerusform>%Ln Gesichter</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder of photos</source>
        <translation>Ordner mit Fotos</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Folder settings…</source>
        <translation>Ordnereinstellungen…</translation>
    </message>
    <message>
        <source>This page</source>
        <translation>Diese Seite</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Restoration queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Results to review</source>
        <translation>Ergebnisse zur Prüfung</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>{verb}: {words}</source>
        <translation>{verb}: {words}</translation>
    </message>
</context>
<context>
    <name>ModelSettings</name>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Faces are found with</source>
        <translation>Gesichter findet</translation>
    </message>
    <message>
        <source>Faces are restored with</source>
        <translation>Gesichter restauriert</translation>
    </message>
    <message>
        <source>Another face pack looks at all photos anew; names, confirmations and your own boxes stay.</source>
        <translation>Ein anderes Paket sieht alle Fotos neu an; Namen, Bestätigungen und eigene Rahmen bleiben.</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>Alle Modelle</translation>
    </message>
    <message>
        <source>The network is used for a download that you ask for, and for nothing else.</source>
        <translation>Das Netz wird nur benutzt, wenn Sie etwas herunterladen, und für nichts sonst.</translation>
    </message>
    <message>
        <source>Check all files</source>
        <translation>Alle Dateien prüfen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Comes with: {names}</source>
        <translation>Dazu kommen: {names}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>I accept this licence</source>
        <translation>Ich nehme diese Lizenz an</translation>
    </message>
    <message>
        <source>Downloading {title}</source>
        <translation>{title} wird heruntergeladen</translation>
    </message>
    <message>
        <source>Files of {title}</source>
        <translation>Dateien von {title}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Adding {title}</source>
        <translation>{title} wird hinzugefügt</translation>
    </message>
    <message>
        <source>Remove {title}?</source>
        <translation>{title} entfernen?</translation>
    </message>
    <message>
        <source>Its files are deleted; you can download them again. Photos and faces stay as they are.</source>
        <translation>Die Dateien werden gelöscht; Sie können sie wieder herunterladen. Fotos und Gesichter bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Checking model files</source>
        <translation>Modelldateien werden geprüft</translation>
    </message>
    <message>
        <source>All files are intact.</source>
        <translation>Alle Dateien sind unversehrt.</translation>
    </message>
</context>
<context>
    <name>NameEdit</name>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>PackCard</name>
    <message>
        <source>Progress of {title}</source>
        <translation>Fortschritt von {title}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel {title}</source>
        <translation>{title} abbrechen</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licence of {title}</source>
        <translation>Lizenz von {title}</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen…</translation>
    </message>
    <message>
        <source>Download {title}</source>
        <translation>{title} herunterladen</translation>
    </message>
    <message>
        <source>Add from disk…</source>
        <translation>Von der Platte hinzufügen…</translation>
    </message>
    <message>
        <source>Add the files of {title} from the disk</source>
        <translation>Dateien von {title} von der Platte hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove {title}</source>
        <translation>{title} entfernen</translation>
    </message>
    <message>
        <source>installed with the program</source>
        <translation>mit dem Programm installiert</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>installiert</translation>
    </message>
    <message>
        <source>not installed, {size}</source>
        <translation>nicht installiert, {size}</translation>
    </message>
    <message>
        <source>not installed: add its files from the disk</source>
        <translation>nicht installiert: Dateien von der Platte hinzufügen</translation>
    </message>
    <message>
        <source>not for commercial use</source>
        <translation>nicht für gewerbliche Nutzung</translation>
    </message>
</context>
<context>
    <name>PeopleEdits</name>
    <message>
        <source>Done: {words}.</source>
        <translation>Erledigt: {words}.</translation>
    </message>
    <message>
        <source>Undone: {words}.</source>
        <translation>Rückgängig gemacht: {words}.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Done again: {words}.</source>
        <translation>Wiederholt: {words}.</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>Person suchen</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Open a person, or review a group</source>
        <translation>Person öffnen oder Gruppe prüfen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln hidden</source>
        <translation>
            <numerusform>%Ln Ausgeblendete zeigen</numerusform>
            <numerusform>%Ln Ausgeblendete zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is this? The {shown} largest of {all} groups</source>
        <translation>Wer ist das? Die {shown} größten von {all} Gruppen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s)</source>
        <translation>
            <numerusform>%Ln Person</numerusform>
            <numerusform>%Ln Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) without a name</source>
        <translation>
            <numerusform>%Ln Gruppe ohne Namen</numerusform>
            <numerusform>%Ln Gruppen ohne Namen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln zu prüfen</numerusform>
            <numerusform>%Ln zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <source>this group</source>
        <translation>diese Gruppe</translation>
    </message>
    <message numerus="yes">
        <source>There is {name} already. Are these %Ln photo(s) {name} too?</source>
        <translation>
            <numerusform>{name} gibt es schon. Zeigt dieses Foto auch {name}?</numerusform>
            <numerusform>{name} gibt es schon. Zeigen diese %Ln Fotos auch {name}?</numerusform>
        </translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Make {others} and {name} one person? They will be called {name}.</source>
        <translation>{others} und {name} zu einer Person machen? Sie heißt dann {name}.</translation>
    </message>
    <message numerus="yes">
        <source>Forget {name}? The name, %Ln face(s) and everything restored from them are deleted from this library and its backups. This cannot be undone. Your photos are not touched.</source>
        <translation>
            <numerusform>{name} vergessen? Der Name, %Ln Gesicht und alles daraus Restaurierte werden aus dieser Bibliothek und ihren Sicherungen gelöscht. Das lässt sich nicht rückgängig machen. Ihre Fotos werden nicht angetastet.</numerusform>
            <numerusform>{name} vergessen? Der Name, %Ln Gesichter und alles daraus Restaurierte werden aus dieser Bibliothek und ihren Sicherungen gelöscht. Das lässt sich nicht rückgängig machen. Ihre Fotos werden nicht angetastet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message numerus="yes">
        <source>Forgotten: %Ln face(s) and all that was made of them.</source>
        <translation>
            <numerusform>Vergessen: %Ln Gesicht und alles, was daraus gemacht wurde.</numerusform>
            <numerusform>Vergessen: %Ln Gesichter und alles, was daraus gemacht wurde.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of your own photos still have the name in them.</source>
        <translation>
            <numerusform>%Ln Ihrer eigenen Fotos enthält den Namen noch.</numerusform>
            <numerusform>%Ln Ihrer eigenen Fotos enthalten den Namen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Name (F2)</source>
        <translation>Benennen (F2)</translation>
    </message>
    <message numerus="yes">
        <source>Review %Ln face(s)</source>
        <translation>
            <numerusform>%Ln Gesicht prüfen</numerusform>
            <numerusform>%Ln Gesichter prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Make them one person</source>
        <translation>Zu einer Person machen</translation>
    </message>
    <message>
        <source>Show again (Del)</source>
        <translation>Wieder zeigen (Entf)</translation>
    </message>
    <message>
        <source>Hide (Del)</source>
        <translation>Ausblenden (Entf)</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen…</translation>
    </message>
    <message>
        <source>When photos have been read, the people in them are gathered here.</source>
        <translation>Wenn Fotos gelesen sind, sammeln sich hier die Personen darauf.</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>Go to the photos</source>
        <translation>Zu den Fotos</translation>
    </message>
</context>
<context>
    <name>PersonEntries</name>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>little to gain</source>
        <translation>wenig zu gewinnen</translation>
    </message>
    <message>
        <source>much to gain</source>
        <translation>viel zu gewinnen</translation>
    </message>
    <message>
        <source>something to gain</source>
        <translation>etwas zu gewinnen</translation>
    </message>
    <message>
        <source>an undated photo</source>
        <translation>einem Foto ohne Datum</translation>
    </message>
    <message>
        <source>with {reference}</source>
        <translation>mit {reference}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
</context>
<context>
    <name>PersonFaces</name>
    <message>
        <source>Whole photos</source>
        <translation>Ganze Fotos</translation>
    </message>
    <message>
        <source>One by one…</source>
        <translation>Eins nach dem anderen…</translation>
    </message>
    <message>
        <source>Yes (Enter)</source>
        <translation>Ja (Eingabe)</translation>
    </message>
    <message>
        <source>Not this person (Del)</source>
        <translation>Nicht diese Person (Entf)</translation>
    </message>
    <message>
        <source>Who is it then?</source>
        <translation>Wer ist es dann?</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Restorable</source>
        <translation>Restaurierbar</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>No photos</source>
        <translation>Keine Fotos</translation>
    </message>
    <message>
        <source>Nothing to review</source>
        <translation>Nichts zu prüfen</translation>
    </message>
    <message>
        <source>Nothing here needs restoring</source>
        <translation>Hier muss nichts restauriert werden</translation>
    </message>
    <message>
        <source>Small, blurred or noisy faces appear here when a good photo of the person is known.</source>
        <translation>Kleine, unscharfe oder verrauschte Gesichter erscheinen hier, wenn ein gutes Foto der Person bekannt ist.</translation>
    </message>
    <message>
        <source>Nothing is restored yet</source>
        <translation>Noch ist nichts restauriert</translation>
    </message>
    <message>
        <source>Looking for what can be restored…</source>
        <translation>Restaurierbares wird gesucht…</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Foto öffnen</translation>
    </message>
    <message>
        <source>Restore this face</source>
        <translation>Dieses Gesicht restaurieren</translation>
    </message>
    <message>
        <source>Yes, this is the person (Enter)</source>
        <translation>Ja, das ist die Person (Eingabe)</translation>
    </message>
    <message>
        <source>Split off as somebody new (S)</source>
        <translation>Als jemand Neues abtrennen (S)</translation>
    </message>
    <message>
        <source>Use as cover</source>
        <translation>Als Titelbild</translation>
    </message>
    <message>
        <source>Always use as reference</source>
        <translation>Immer als Referenz</translation>
    </message>
    <message>
        <source>Never use as reference</source>
        <translation>Nie als Referenz</translation>
    </message>
    <message>
        <source>Someone else… (F2)</source>
        <translation>Jemand anderes… (F2)</translation>
    </message>
</context>
<context>
    <name>PersonHeader</name>
    <message>
        <source>Year-month-day, for example 1932-05-17</source>
        <translation>Jahr-Monat-Tag, zum Beispiel 1932-05-17</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to review</source>
        <translation>
            <numerusform>%Ln zu prüfen</numerusform>
            <numerusform>%Ln zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurieren…</translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln photo(s)…</source>
        <translation>
            <numerusform>%Ln Foto restaurieren…</numerusform>
            <numerusform>%Ln Fotos restaurieren…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to restore</source>
        <translation>Nichts zu restaurieren</translation>
    </message>
    <message>
        <source>Add a date of birth…</source>
        <translation>Geburtsdatum hinzufügen…</translation>
    </message>
    <message>
        <source>Born {day}</source>
        <translation>Geboren {day}</translation>
    </message>
    <message>
        <source>age {years} in the photos</source>
        <translation>auf den Fotos {years} Jahre alt</translation>
    </message>
    <message>
        <source>Write the date as year-month-day, for example 1932-05-17.</source>
        <translation>Schreiben Sie das Datum als Jahr-Monat-Tag, zum Beispiel 1932-05-17.</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>References: these faces guide the restorations</source>
        <translation>Referenzen: Diese Gesichter leiten die Restaurierung</translation>
    </message>
    <message>
        <source>Yes, this is the person; or open the photo</source>
        <translation>Ja, das ist die Person; oder Foto öffnen</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>Split off as somebody new</source>
        <translation>Als jemand Neues abtrennen</translation>
    </message>
    <message>
        <source>Always use a reference</source>
        <translation>Eine Referenz immer benutzen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>They were made one with somebody else, or taken back.</source>
        <translation>Sie wurde mit jemandem zusammengeführt oder zurückgenommen.</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>This person is no longer in the library</source>
        <translation>Diese Person ist nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message>
        <source>comes nearest</source>
        <translation>kommt am nächsten</translation>
    </message>
    <message>
        <source>twice in one photo</source>
        <translation>zweimal auf einem Foto</translation>
    </message>
    <message numerus="yes">
        <source>%Ln confirmed face(s) may be somebody else.</source>
        <translation>
            <numerusform>%Ln bestätigtes Gesicht ist vielleicht jemand anderes.</numerusform>
            <numerusform>%Ln bestätigte Gesichter sind vielleicht jemand anderes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) with two confirmed faces: one may be somebody else.</source>
        <translation>
            <numerusform>%Ln Foto mit zwei bestätigten Gesichtern: Eines gehört vielleicht jemand anderem.</numerusform>
            <numerusform>%Ln Fotos mit zwei bestätigten Gesichtern: Je eines gehört vielleicht jemand anderem.</numerusform>
        </translation>
    </message>
    <message>
        <source>Both are right</source>
        <translation>Beide stimmen</translation>
    </message>
    <message>
        <source>There is {name} already. Are these two the same person?</source>
        <translation>{name} gibt es schon. Sind beide dieselbe Person?</translation>
    </message>
    <message>
        <source>Merge into {name}</source>
        <translation>Mit {name} zusammenführen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message>
        <source>&amp;Photo</source>
        <translation>&amp;Foto</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Add to album</source>
        <translation>Zu &amp;Album hinzufügen</translation>
    </message>
    <message>
        <source>Re&amp;move from this album</source>
        <translation>Aus diesem Album &amp;nehmen</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Ignore unknown faces in it</source>
        <translation>&amp;Unbekannte Gesichter darauf ignorieren</translation>
    </message>
    <message>
        <source>&amp;New album…</source>
        <translation>&amp;Neues Album…</translation>
    </message>
</context>
<context>
    <name>PhotoModel</name>
    <message>
        <source>{name} could not be read: {reason}</source>
        <translation>{name} konnte nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>Photo without a date</source>
        <translation>Foto ohne Datum</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>restauriert</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>read only in part</source>
        <translation>nur zum Teil gelesen</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Ohne Datum</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>Nicht lesbar</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Faces (B)</source>
        <translation>Gesichter (B)</translation>
    </message>
    <message>
        <source>Previous photo (Left)</source>
        <translation>Voriges Foto (Links)</translation>
    </message>
    <message>
        <source>Next photo (Right)</source>
        <translation>Nächstes Foto (Rechts)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Restore the faces</source>
        <translation>Gesichter restaurieren</translation>
    </message>
    <message>
        <source>Previous and next photo</source>
        <translation>Voriges und nächstes Foto</translation>
    </message>
    <message>
        <source>Zoom in, out, fit, actual pixels</source>
        <translation>Vergrößern, verkleinern, einpassen, Originalgröße</translation>
    </message>
    <message>
        <source>Hold to see the original</source>
        <translation>Halten: das Original</translation>
    </message>
    <message>
        <source>Show or hide the faces</source>
        <translation>Gesichter ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Draw a face</source>
        <translation>Gesicht einzeichnen</translation>
    </message>
    <message>
        <source>Next face</source>
        <translation>Nächstes Gesicht</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>Not this person</source>
        <translation>Nicht diese Person</translation>
    </message>
    <message>
        <source>Restore this face</source>
        <translation>Dieses Gesicht restaurieren</translation>
    </message>
    <message>
        <source>Set the eyes and the mouth</source>
        <translation>Augen und Mund setzen</translation>
    </message>
    <message>
        <source>{name}?</source>
        <translation>{name}?</translation>
    </message>
    <message>
        <source>{number} of {all}</source>
        <translation>{number} von {all}</translation>
    </message>
    <message>
        <source>Drag a box around the face.</source>
        <translation>Ziehen Sie einen Rahmen um das Gesicht.</translation>
    </message>
    <message>
        <source>Yes, this is {name}</source>
        <translation>Ja, das ist {name}</translation>
    </message>
    <message>
        <source>Who is this? (F2)</source>
        <translation>Wer ist das? (F2)</translation>
    </message>
    <message>
        <source>Not {name} (Del)</source>
        <translation>Nicht {name} (Entf)</translation>
    </message>
    <message>
        <source>Ignore this face</source>
        <translation>Dieses Gesicht ignorieren</translation>
    </message>
    <message>
        <source>This is not a face</source>
        <translation>Das ist kein Gesicht</translation>
    </message>
    <message>
        <source>Set the eyes and the mouth (P)</source>
        <translation>Augen und Mund setzen (P)</translation>
    </message>
    <message>
        <source>Restore this face (R)</source>
        <translation>Dieses Gesicht restaurieren (R)</translation>
    </message>
    <message>
        <source>Use as cover of {name}</source>
        <translation>Als Titelbild von {name}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Zu {name}</translation>
    </message>
    <message>
        <source>Not connected: the photo is shown from its thumbnail.</source>
        <translation>Nicht verbunden: Zu sehen ist das Vorschaubild des Fotos.</translation>
    </message>
    <message>
        <source>The restored version is no longer in the library folder; keep a result again.</source>
        <translation>Die restaurierte Version liegt nicht mehr im Bibliotheksordner; behalten Sie erneut ein Ergebnis.</translation>
    </message>
</context>
<context>
    <name>PhotoPanel</name>
    <message>
        <source>Photo without a place</source>
        <translation>Foto ohne Ort</translation>
    </message>
    <message>
        <source>In this photo</source>
        <translation>Auf diesem Foto</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>age {years}</source>
        <translation>{years} Jahre</translation>
    </message>
    <message>
        <source>{name} (likely)</source>
        <translation>{name} (wahrscheinlich)</translation>
    </message>
    <message>
        <source>a face</source>
        <translation>ein Gesicht</translation>
    </message>
    <message>
        <source>Restored: {names}</source>
        <translation>Restauriert: {names}</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Hold Space to see the original.</source>
        <translation>Leertaste halten: das Original.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>No face was found.</source>
        <translation>Es wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Draw a face (N)</source>
        <translation>Gesicht einzeichnen (N)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>PointEditor</name>
    <message>
        <source>Eye on the left</source>
        <translation>Auge links</translation>
    </message>
    <message>
        <source>Eye on the right</source>
        <translation>Auge rechts</translation>
    </message>
    <message>
        <source>Tip of the nose</source>
        <translation>Nasenspitze</translation>
    </message>
    <message>
        <source>Left corner of the mouth</source>
        <translation>Linker Mundwinkel</translation>
    </message>
    <message>
        <source>Right corner of the mouth</source>
        <translation>Rechter Mundwinkel</translation>
    </message>
</context>
<context>
    <name>PrivacySettings</name>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>Find the people in my photos</source>
        <translation>Die Personen auf meinen Fotos finden</translation>
    </message>
    <message>
        <source>Faces are found and compared on this computer. Face data stays in the library folder: {folder}</source>
        <translation>Gesichter werden auf diesem Rechner gefunden und verglichen. Gesichtsdaten bleiben im Ordner der Bibliothek: {folder}</translation>
    </message>
    <message>
        <source>Trust names that other programs wrote</source>
        <translation>Namen vertrauen, die andere Programme schrieben</translation>
    </message>
    <message>
        <source>Forget a person</source>
        <translation>Eine Person vergessen</translation>
    </message>
    <message>
        <source>Deletes the name, the faces&apos; data, references, restorations and what older copies of the library hold of the person. Your photos stay. This cannot be undone.</source>
        <translation>Löscht den Namen, die Gesichtsdaten, Referenzen, Restaurierungen und was ältere Kopien der Bibliothek von der Person enthalten. Ihre Fotos bleiben. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Person to forget</source>
        <translation>Zu vergessende Person</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen…</translation>
    </message>
    <message>
        <source>Delete all face data</source>
        <translation>Alle Gesichtsdaten löschen</translation>
    </message>
    <message>
        <source>Every face, person, reference and restoration goes. Photos, folders and albums stay.</source>
        <translation>Alle Gesichter, Personen, Referenzen und Restaurierungen gehen. Fotos, Ordner und Alben bleiben.</translation>
    </message>
    <message>
        <source>Delete all face data…</source>
        <translation>Alle Gesichtsdaten löschen…</translation>
    </message>
    <message>
        <source>What was deleted</source>
        <translation>Was gelöscht wurde</translation>
    </message>
    <message>
        <source>Forget {name}?</source>
        <translation>{name} vergessen?</translation>
    </message>
    <message>
        <source>This cannot be undone. Your photos stay; what the library knows of this person goes.</source>
        <translation>Das lässt sich nicht rückgängig machen. Ihre Fotos bleiben; was die Bibliothek von dieser Person weiß, geht.</translation>
    </message>
    <message>
        <source>This cannot be undone. Names, references and restorations go; your photos stay.</source>
        <translation>Das lässt sich nicht rückgängig machen. Namen, Referenzen und Restaurierungen gehen; Ihre Fotos bleiben.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forgetting</source>
        <translation>Person wird vergessen</translation>
    </message>
    <message>
        <source>Delete all face data?</source>
        <translation>Alle Gesichtsdaten löschen?</translation>
    </message>
    <message>
        <source>Deleting face data</source>
        <translation>Gesichtsdaten werden gelöscht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) forgotten</source>
        <translation>
            <numerusform>%Ln Gesicht vergessen</numerusform>
            <numerusform>%Ln Gesichter vergessen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln restoration(s) deleted</source>
        <translation>
            <numerusform>%Ln Restaurierung gelöscht</numerusform>
            <numerusform>%Ln Restaurierungen gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older copies of the library deleted</source>
        <translation>
            <numerusform>%Ln ältere Kopie der Bibliothek gelöscht</numerusform>
            <numerusform>%Ln ältere Kopien der Bibliothek gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Your own photos that name the person, left as they are:</source>
        <translation>Ihre eigenen Fotos, die die Person nennen, unverändert:</translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message>
        <source>from the photo&apos;s metadata</source>
        <translation>aus den Metadaten des Fotos</translation>
    </message>
    <message>
        <source>over {percent} % likely</source>
        <translation>über {percent} %</translation>
    </message>
    <message>
        <source>{percent} % likely</source>
        <translation>{percent} % sicher</translation>
    </message>
    <message>
        <source>age {years}</source>
        <translation>{years} Jahre</translation>
    </message>
    <message>
        <source>not judged: no reference</source>
        <translation>nicht beurteilt: keine Referenz</translation>
    </message>
    <message>
        <source>no face recognised</source>
        <translation>kein Gesicht erkannt</translation>
    </message>
    <message>
        <source>not closer: {0}, before {1}</source>
        <translation>nicht näher: {0}, vorher {1}</translation>
    </message>
    <message>
        <source>unlike the person: {0}, at least {1}</source>
        <translation>zu wenig ähnlich: {0}, nötig {1}</translation>
    </message>
    <message>
        <source>unsure: {0}, usual from {1}</source>
        <translation>unsicher: {0}, üblich ab {1}</translation>
    </message>
    <message>
        <source>close to the person: {0}</source>
        <translation>nah an der Person: {0}</translation>
    </message>
    <message>
        <source>No sharp photo from the front</source>
        <translation>Kein scharfes Foto von vorn</translation>
    </message>
    <message>
        <source>No sharp photo from the front before {until}</source>
        <translation>Kein scharfes Foto von vorn vor {until}</translation>
    </message>
    <message>
        <source>No sharp photo from the front since {after}</source>
        <translation>Kein scharfes Foto von vorn seit {after}</translation>
    </message>
    <message>
        <source>No sharp photo from the front between {after} and {until}</source>
        <translation>Kein scharfes Foto von vorn zwischen {after} und {until}</translation>
    </message>
    <message>
        <source>more like {name}</source>
        <translation>eher wie {name}</translation>
    </message>
    <message>
        <source>unlike the others</source>
        <translation>anders als die übrigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pixel(s) between the eyes</source>
        <translation>
            <numerusform>%Ln Pixel zwischen den Augen</numerusform>
            <numerusform>%Ln Pixel zwischen den Augen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln year(s) apart</source>
        <translation>
            <numerusform>%Ln Jahr Abstand</numerusform>
            <numerusform>%Ln Jahre Abstand</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The face is too small: %Ln pixel(s) between the eyes, at least {least} are needed.</source>
        <translation>
            <numerusform>Das Gesicht ist zu klein: %Ln Pixel zwischen den Augen, mindestens {least} sind nötig.</numerusform>
            <numerusform>Das Gesicht ist zu klein: %Ln Pixel zwischen den Augen, mindestens {least} sind nötig.</numerusform>
        </translation>
    </message>
    <message>
        <source>pinned by you</source>
        <translation>von Ihnen angeheftet</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>suggested, not confirmed</source>
        <translation>vorgeschlagen, nicht bestätigt</translation>
    </message>
    <message>
        <source>sharp</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>fairly sharp</source>
        <translation>recht scharf</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>small</source>
        <translation>klein</translation>
    </message>
    <message>
        <source>looks into the camera</source>
        <translation>schaut in die Kamera</translation>
    </message>
    <message>
        <source>turned the same way</source>
        <translation>ebenso gedreht</translation>
    </message>
    <message>
        <source>turned to the left</source>
        <translation>nach links gedreht</translation>
    </message>
    <message>
        <source>turned to the right</source>
        <translation>nach rechts gedreht</translation>
    </message>
    <message>
        <source>taken at the same time</source>
        <translation>zur selben Zeit aufgenommen</translation>
    </message>
    <message>
        <source>less than a year apart</source>
        <translation>weniger als ein Jahr Abstand</translation>
    </message>
    <message>
        <source>same light</source>
        <translation>gleiches Licht</translation>
    </message>
    <message>
        <source>may be another print of the same photograph</source>
        <translation>vielleicht ein anderer Abzug desselben Fotos</translation>
    </message>
    <message>
        <source>best</source>
        <translation>am besten</translation>
    </message>
    <message>
        <source>younger</source>
        <translation>jünger</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>another age</source>
        <translation>anderes Alter</translation>
    </message>
    <message>
        <source>another photo</source>
        <translation>ein anderes Foto</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>weich</translation>
    </message>
    <message>
        <source>front</source>
        <translation>von vorn</translation>
    </message>
    <message>
        <source>from the left</source>
        <translation>von links</translation>
    </message>
    <message>
        <source>from the right</source>
        <translation>von rechts</translation>
    </message>
    <message>
        <source>There is no reference of this person, so the likeness cannot be judged.</source>
        <translation>Von dieser Person gibt es keine Referenz; die Ähnlichkeit lässt sich nicht beurteilen.</translation>
    </message>
    <message>
        <source>No face could be recognised in the result.</source>
        <translation>Im Ergebnis war kein Gesicht zu erkennen.</translation>
    </message>
    <message>
        <source>The result is not closer to the references ({0}) than the damaged face was ({1}).</source>
        <translation>Das Ergebnis ist den Referenzen nicht näher ({0}) als das beschädigte Gesicht ({1}).</translation>
    </message>
    <message>
        <source>The result ({0}) is less like the references than photos of this person are ({1}).</source>
        <translation>Das Ergebnis ({0}) ist den Referenzen weniger ähnlich, als es Fotos dieser Person sind ({1}).</translation>
    </message>
    <message>
        <source>The result ({0}) is less like the references than photos of one person are ({1}).</source>
        <translation>Das Ergebnis ({0}) ist den Referenzen weniger ähnlich, als es Fotos einer Person einander sind ({1}).</translation>
    </message>
    <message>
        <source>The result ({0}) is like the person, but photos of this person are usually more alike ({1}).</source>
        <translation>Das Ergebnis ({0}) ist der Person ähnlich, doch Fotos dieser Person sind einander meist ähnlicher ({1}).</translation>
    </message>
    <message>
        <source>The result ({0}) is like the person, but two photos of one person are usually more alike ({1}). Too few photos of this person are known to measure by them.</source>
        <translation>Das Ergebnis ({0}) ist der Person ähnlich, doch zwei Fotos einer Person sind einander meist ähnlicher ({1}). Von dieser Person sind zu wenige Fotos bekannt, um an ihnen zu messen.</translation>
    </message>
    <message>
        <source>The result ({0}) is as close to the references as most photos of this person are ({1}).</source>
        <translation>Das Ergebnis ({0}) ist den Referenzen so nah wie die meisten Fotos dieser Person ({1}).</translation>
    </message>
    <message>
        <source>The result ({0}) is as close to the references as most photos of one person are ({1}).</source>
        <translation>Das Ergebnis ({0}) ist den Referenzen so nah wie die meisten Fotos einer Person einander ({1}).</translation>
    </message>
    <message>
        <source>You said that this is not a face.</source>
        <translation>Sie haben gesagt, dass dies kein Gesicht ist.</translation>
    </message>
    <message>
        <source>You chose to ignore this face.</source>
        <translation>Sie wollten dieses Gesicht übergehen.</translation>
    </message>
    <message>
        <source>This photo was already restored by AI; restore its original instead.</source>
        <translation>Dieses Foto wurde schon mit KI restauriert; restaurieren Sie stattdessen sein Original.</translation>
    </message>
    <message>
        <source>The eyes and the mouth of this face are not known; set them in its photo (P).</source>
        <translation>Augen und Mund dieses Gesichts sind nicht bekannt; setzen Sie sie in seinem Foto (P).</translation>
    </message>
    <message>
        <source>The face is already as large and sharp as the restorer can make it.</source>
        <translation>Das Gesicht ist schon so groß und scharf, wie die Restaurierung es machen kann.</translation>
    </message>
    <message>
        <source>The face is seen from the side; restorers are made for faces that look ahead.</source>
        <translation>Das Gesicht ist von der Seite zu sehen; Restaurierungen sind für Gesichter gemacht, die nach vorn schauen.</translation>
    </message>
    <message>
        <source>It is not certain who this is; confirm the person first.</source>
        <translation>Es ist nicht sicher, wer das ist; bestätigen Sie zuerst die Person.</translation>
    </message>
    <message>
        <source>Nobody has said who this is; name the person, or choose a reference.</source>
        <translation>Niemand hat gesagt, wer das ist; benennen Sie die Person oder wählen Sie eine Referenz.</translation>
    </message>
    <message>
        <source>There is no good enough photo of this person to guide it.</source>
        <translation>Es gibt kein Foto dieser Person, das gut genug ist, um es zu leiten.</translation>
    </message>
    <message>
        <source>It is restored already.</source>
        <translation>Es ist schon restauriert.</translation>
    </message>
    <message>
        <source>You discarded its restoration.</source>
        <translation>Sie haben seine Restaurierung verworfen.</translation>
    </message>
    <message>
        <source>Its result waits for review.</source>
        <translation>Sein Ergebnis wartet auf Prüfung.</translation>
    </message>
</context>
<context>
    <name>ReferenceDialog</name>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Which photos show {name} best?</source>
        <translation>Welche Fotos zeigen {name} am besten?</translation>
    </message>
    <message>
        <source>this person</source>
        <translation>diese Person</translation>
    </message>
    <message>
        <source>Looking for references…</source>
        <translation>Referenzen werden gesucht…</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Let the program choose</source>
        <translation>Das Programm wählen lassen</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Best first. Mark one, or up to %Ln together.</source>
        <translation>
            <numerusform>Beste zuerst. Eine markieren.</numerusform>
            <numerusform>Beste zuerst. Eine markieren oder bis zu %Ln zusammen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo of this person is good enough; take one from a file.</source>
        <translation>Kein Foto dieser Person ist gut genug; nehmen Sie eines aus einer Datei.</translation>
    </message>
    <message>
        <source>A reference lends the features, not the colours: a grey or sepia print stays as it is.</source>
        <translation>Eine Referenz leiht Züge, nicht Farben: Graue und sepiabraune Abzüge bleiben so.</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>kein Datum</translation>
    </message>
    <message numerus="yes">
        <source>Use %Ln reference(s)</source>
        <translation>
            <numerusform>%Ln Referenz verwenden</numerusform>
            <numerusform>%Ln Referenzen verwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>A photo of this person</source>
        <translation>Ein Foto dieser Person</translation>
    </message>
</context>
<context>
    <name>ReferenceStrip</name>
    <message>
        <source>References</source>
        <translation>Referenzen</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Reading the photo…</source>
        <translation>Das Foto wird gelesen…</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Hold: the original</source>
        <translation>Halten: das Original</translation>
    </message>
    <message>
        <source>Slider, side by side, lens</source>
        <translation>Schieber, nebeneinander, Lupe</translation>
    </message>
    <message>
        <source>Move the slider or the lens</source>
        <translation>Schieber oder Lupe bewegen</translation>
    </message>
    <message>
        <source>Fit, 100 %, closer, farther</source>
        <translation>Einpassen, 100 %, näher, weiter</translation>
    </message>
    <message>
        <source>Another candidate</source>
        <translation>Anderer Kandidat</translation>
    </message>
    <message>
        <source>Show what was invented</source>
        <translation>Zeigen, was erfunden ist</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>Schieber</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>hold Space: the original</source>
        <translation>Leertaste: Original</translation>
    </message>
    <message>
        <source>Kept as a new version of this photo.</source>
        <translation>Als neue Version dieses Fotos behalten.</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>Verworfen.</translation>
    </message>
</context>
<context>
    <name>RestorePanel</name>
    <message>
        <source>Nobody has said who this is</source>
        <translation>Niemand hat gesagt, wer das ist</translation>
    </message>
    <message>
        <source>Comparing results…</source>
        <translation>Ergebnisse werden verglichen…</translation>
    </message>
    <message>
        <source>stranger</source>
        <translation>fremd</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>restauriert</translation>
    </message>
    <message>
        <source>as in the original</source>
        <translation>wie im Original</translation>
    </message>
    <message>
        <source>Restore it anyway</source>
        <translation>Trotzdem restaurieren</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Reference of {year}</source>
        <translation>Referenz von {year}</translation>
    </message>
    <message>
        <source>unknown date</source>
        <translation>unbekanntes Datum</translation>
    </message>
    <message>
        <source>Use the best one</source>
        <translation>Die beste benutzen</translation>
    </message>
    <message>
        <source>Use several</source>
        <translation>Mehrere benutzen</translation>
    </message>
    <message>
        <source>Candidate {number}</source>
        <translation>Kandidat {number}</translation>
    </message>
    <message>
        <source>Another candidate</source>
        <translation>Anderer Kandidat</translation>
    </message>
    <message>
        <source>No face was found in this photo. If there is one, draw a box around it in the photo view.</source>
        <translation>Auf diesem Foto wurde kein Gesicht gefunden. Ist eines da, ziehen Sie in der Fotoansicht einen Rahmen darum.</translation>
    </message>
    <message>
        <source>Faces of this photo</source>
        <translation>Gesichter dieses Fotos</translation>
    </message>
    <message>
        <source>Show this face restored</source>
        <translation>Dieses Gesicht restauriert zeigen</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird restauriert…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Show what was invented</source>
        <translation>Zeigen, was erfunden ist</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>STRENGTH</source>
        <translation>STÄRKE</translation>
    </message>
    <message>
        <source>CANDIDATES</source>
        <translation>KANDIDATEN</translation>
    </message>
    <message>
        <source>LIKENESS</source>
        <translation>ÄHNLICHKEIT</translation>
    </message>
    <message>
        <source>REFERENCE</source>
        <translation>REFERENZ</translation>
    </message>
</context>
<context>
    <name>RestoreSession</name>
    <message>
        <source>Reading the reference</source>
        <translation>Referenz wird gelesen</translation>
    </message>
    <message>
        <source>a face</source>
        <translation>ein Gesicht</translation>
    </message>
    <message>
        <source>Restoring {name}</source>
        <translation>{name} wird restauriert</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Yes, or keep</source>
        <translation>Ja, oder behalten</translation>
    </message>
    <message>
        <source>No, or discard</source>
        <translation>Nein, oder verwerfen</translation>
    </message>
    <message>
        <source>Ignore: a stranger</source>
        <translation>Ignorieren: fremd</translation>
    </message>
    <message>
        <source>Split off: somebody new</source>
        <translation>Abtrennen: jemand Neues</translation>
    </message>
    <message>
        <source>Take a face out of the group, or put it back</source>
        <translation>Ein Gesicht aus der Gruppe nehmen oder zurücklegen</translation>
    </message>
    <message>
        <source>Someone else</source>
        <translation>Jemand anderes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>One of the people you name most</source>
        <translation>Eine der häufigsten Personen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) left</source>
        <translation>
            <numerusform>noch %Ln Gruppe</numerusform>
            <numerusform>noch %Ln Gruppen</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} of {all}</source>
        <translation>{number} von {all}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>Zu {name}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) without a name</source>
        <translation>
            <numerusform>%Ln Gruppe ohne Namen</numerusform>
            <numerusform>%Ln Gruppen ohne Namen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln face(s) of {name}</source>
        <translation>
            <numerusform>%Ln Gesicht von {name}</numerusform>
            <numerusform>%Ln Gesichter von {name}</numerusform>
        </translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Elsewhere faces wait for an answer.</source>
        <translation>Anderswo warten Gesichter auf eine Antwort.</translation>
    </message>
    <message>
        <source>Nothing is waiting here</source>
        <translation>Hier wartet nichts</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Names, years and words: anna AND bob NOT carl 1950-1960 (Ctrl+F)</source>
        <translation>Namen, Jahre und Wörter: anna AND bob NOT carl 1950-1960 (Strg+F)</translation>
    </message>
</context>
<context>
    <name>SelectionBar</name>
    <message>
        <source>Restore…</source>
        <translation>Restaurieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Add to album…</source>
        <translation>Zu Album…</translation>
    </message>
    <message>
        <source>Select nothing (Escape)</source>
        <translation>Nichts auswählen (Esc)</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected</source>
        <translation>
            <numerusform>%Ln ausgewählt</numerusform>
            <numerusform>%Ln ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
</context>
<context>
    <name>SettingsSection</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ShortcutList</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>LIBRARY</source>
        <translation>BIBLIOTHEK</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Restorable</source>
        <translation>Restaurierbar</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>PEOPLE</source>
        <translation>PERSONEN</translation>
    </message>
    <message>
        <source>All people</source>
        <translation>Alle Personen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
    <message>
        <source>FOLDERS</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>{path}: not connected</source>
        <translation>{path}: nicht verbunden</translation>
    </message>
    <message>
        <source>ALBUMS</source>
        <translation>ALBEN</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Chosen folders</source>
        <translation>Gewählte Ordner</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Try with a sample album</source>
        <translation>Mit einem Beispielalbum probieren</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Where are your photos?</source>
        <translation>Wo sind Ihre Fotos?</translation>
    </message>
    <message>
        <source>Photos are read where they lie. They are never moved, renamed or changed.</source>
        <translation>Fotos werden gelesen, wo sie liegen. Sie werden nie verschoben, umbenannt oder verändert.</translation>
    </message>
    <message>
        <source>Find the people</source>
        <translation>Personen finden</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Find the people in my photos?</source>
        <translation>Die Personen auf meinen Fotos finden?</translation>
    </message>
    <message>
        <source>Faces are found and compared on this computer, so that photos of one person can be shown together and old ones restored from good ones.</source>
        <translation>Gesichter werden auf diesem Rechner gefunden und verglichen, damit Fotos einer Person zusammen gezeigt und alte nach guten restauriert werden können.</translation>
    </message>
    <message>
        <source>Face data stays in this library folder; you can delete it at any time. Nothing is sent anywhere.</source>
        <translation>Gesichtsdaten bleiben im Ordner dieser Bibliothek; Sie können sie jederzeit löschen. Nichts wird irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Show my photos</source>
        <translation>Meine Fotos zeigen</translation>
    </message>
    <message>
        <source>All set</source>
        <translation>Alles bereit</translation>
    </message>
    <message>
        <source>Press ? at any time for the keyboard shortcuts.</source>
        <translation>Mit ? erscheinen jederzeit die Tastenkürzel.</translation>
    </message>
    <message>
        <source>Folder of photos</source>
        <translation>Ordner mit Fotos</translation>
    </message>
    <message>
        <source>Your photos appear while they are read. You can close the window at any time.</source>
        <translation>Ihre Fotos erscheinen, während sie gelesen werden. Sie können das Fenster jederzeit schließen.</translation>
    </message>
    <message>
        <source>Making the sample album</source>
        <translation>Beispielalbum wird angelegt</translation>
    </message>
</context>
<context>
    <name>ZoomedPhoto</name>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>{words}
P: always use it, Del: never use it</source>
        <translation>{words}
P: immer benutzen, Entf: nie benutzen</translation>
    </message>
    <message>
        <source>Let the program choose again</source>
        <translation>Wieder das Programm wählen lassen</translation>
    </message>
    <message>
        <source>Always use this face</source>
        <translation>Dieses Gesicht immer benutzen</translation>
    </message>
    <message>
        <source>Never use this face</source>
        <translation>Dieses Gesicht nie benutzen</translation>
    </message>
    <message>
        <source>Open the photo</source>
        <translation>Foto öffnen</translation>
    </message>
</context>
<context>
    <name>_Gap</name>
    <message>
        <source>Press Enter to see what comes nearest</source>
        <translation>Mit Eingabe sehen Sie, was am nächsten kommt</translation>
    </message>
</context>
<context>
    <name>_JobCell</name>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>_JobRow</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… und %Ln weiteres</numerusform>
            <numerusform>… und %Ln weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_NameLabel</name>
    <message>
        <source>{name}, press Enter to rename</source>
        <translation>{name}, mit Eingabe umbenennen</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>pausing…</source>
        <translation>hält an…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped: what was finished is kept</source>
        <translation>abgebrochen: Fertiges ist behalten</translation>
    </message>
    <message>
        <source>waits for “{title}”, which is paused</source>
        <translation>wartet auf „{title}“ (angehalten)</translation>
    </message>
    <message>
        <source>cancelled: what was finished is kept</source>
        <translation>abgebrochen: Fertiges ist behalten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{number}/s</source>
        <translation>{number}/s</translation>
    </message>
    <message>
        <source>{number}/min</source>
        <translation>{number}/min</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
</context>
<context>
    <name>application</name>
    <message>
        <source>{error}. What was finished is kept.</source>
        <translation>{error}. Was fertig war, bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>batch</name>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>to be restored</source>
        <translation>zu restaurieren</translation>
    </message>
    <message>
        <source>to be restored, for review</source>
        <translation>zu restaurieren, zur Prüfung</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>restoring</source>
        <translation>wird restauriert</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>restauriert</translation>
    </message>
    <message>
        <source>restored before</source>
        <translation>früher restauriert</translation>
    </message>
    <message>
        <source>held for review</source>
        <translation>zur Prüfung zurückgehalten</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>nicht angetastet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} Min.</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} Std. {minutes} Min.</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>etwa {time}</translation>
    </message>
    <message>
        <source>no measurement of this machine yet, so no estimate</source>
        <translation>noch keine Messung dieses Rechners, daher keine Schätzung</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} von {all}</translation>
    </message>
    <message>
        <source>{seconds} s a face</source>
        <translation>{seconds} s je Gesicht</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>They could guide the restorations.</source>
        <translation>Sie könnten die Restaurierungen leiten.</translation>
    </message>
</context>
<context>
    <name>invented</name>
    <message>
        <source>Amber is detail that the damaged photo does not show: {share} % of the face.</source>
        <translation>Bernstein zeigt Einzelheiten, die das beschädigte Foto nicht hat: {share} % des Gesichts.</translation>
    </message>
    <message>
        <source>{number} results with other seeds agree on it.</source>
        <translation>{number} Ergebnisse mit anderen Startwerten stimmen darin überein.</translation>
    </message>
    <message>
        <source>{number} results with other seeds differ on {share} %.</source>
        <translation>{number} Ergebnisse mit anderen Startwerten unterscheiden sich auf {share} %.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
</context>
<context>
    <name>likeness</name>
    <message>
        <source>this person</source>
        <translation>diese Person</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>no longer {name}: held for review</source>
        <translation>nicht mehr {name}: zur Prüfung zurückgehalten</translation>
    </message>
    <message>
        <source>held for review</source>
        <translation>zur Prüfung zurückgehalten</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>close to {name}</source>
        <translation>nah an {name}</translation>
    </message>
    <message>
        <source>{after} · the damaged face {before}</source>
        <translation>{after} · das beschädigte Gesicht {before}</translation>
    </message>
    <message>
        <source>their own photos {high}, seldom under {low}</source>
        <translation>eigene Fotos {high}, selten unter {low}</translation>
    </message>
    <message>
        <source>photos of one person {high}, seldom under {low}</source>
        <translation>Fotos einer Person {high}, selten unter {low}</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Photo skipped</source>
        <translation>Foto ausgelassen</translation>
    </message>
    <message>
        <source>Photo could not be read</source>
        <translation>Foto nicht lesbar</translation>
    </message>
    <message>
        <source>Face left alone</source>
        <translation>Gesicht bleibt unverändert</translation>
    </message>
    <message>
        <source>Photo could not be exported</source>
        <translation>Foto wurde nicht exportiert</translation>
    </message>
    <message>
        <source>Model not available</source>
        <translation>Modell nicht verfügbar</translation>
    </message>
    <message>
        <source>Not possible on this machine</source>
        <translation>Auf diesem Rechner nicht möglich</translation>
    </message>
    <message>
        <source>Library problem</source>
        <translation>Problem der Bibliothek</translation>
    </message>
    <message>
        <source>Setting not usable</source>
        <translation>Einstellung nicht verwendbar</translation>
    </message>
    <message>
        <source>Folder skipped</source>
        <translation>Ordner ausgelassen</translation>
    </message>
    <message>
        <source>Folder offline</source>
        <translation>Ordner nicht verbunden</translation>
    </message>
    <message>
        <source>Names not written</source>
        <translation>Namen nicht geschrieben</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is no longer there; index its folder again.</source>
        <translation>Die Datei ist nicht mehr da; lesen Sie ihren Ordner neu ein.</translation>
    </message>
    <message>
        <source>The drive or folder of this photo is not connected; connect it and try again.</source>
        <translation>Das Laufwerk oder der Ordner dieses Fotos ist nicht verbunden; verbinden Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>You may not read this file; change its permissions.</source>
        <translation>Sie dürfen diese Datei nicht lesen; ändern Sie ihre Zugriffsrechte.</translation>
    </message>
    <message>
        <source>The file could not be read from its drive: {reason}.</source>
        <translation>Die Datei ließ sich nicht von ihrem Laufwerk lesen: {reason}.</translation>
    </message>
    <message>
        <source>This is not a file but a folder, pipe or device; it was not opened.</source>
        <translation>Das ist keine Datei, sondern ein Ordner, eine Pipe oder ein Gerät; es wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>This file is being changed by another program; index it again later.</source>
        <translation>Ein anderes Programm ändert diese Datei gerade; lesen Sie sie später neu ein.</translation>
    </message>
    <message>
        <source>This file was changed since it was indexed; index it again.</source>
        <translation>Diese Datei wurde seit dem Einlesen geändert; lesen Sie sie neu ein.</translation>
    </message>
    <message>
        <source>This is not a picture in a format that can be read.</source>
        <translation>Das ist kein Bild in einem lesbaren Format.</translation>
    </message>
    <message>
        <source>The picture is cut off or damaged and could not be read whole.</source>
        <translation>Das Bild ist abgeschnitten oder beschädigt und ließ sich nicht ganz lesen.</translation>
    </message>
    <message>
        <source>The picture needs more memory than one photo may use.</source>
        <translation>Das Bild braucht mehr Speicher, als ein Foto belegen darf.</translation>
    </message>
    <message>
        <source>The picture has no pixels.</source>
        <translation>Das Bild hat keine Pixel.</translation>
    </message>
    <message>
        <source>The picture claims far more pixels than a photo has; it was not opened.</source>
        <translation>Das Bild gibt weit mehr Pixel an, als ein Foto hat; es wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>No preview could be read from this RAW file; export a JPEG of it.</source>
        <translation>Aus dieser RAW-Datei ließ sich keine Vorschau lesen; exportieren Sie ein JPEG davon.</translation>
    </message>
    <message>
        <source>This file has stopped the picture decoder {times} times, so it is most likely damaged; it is left out until it changes.</source>
        <translation>Diese Datei hat den Bilddekoder {times}-mal zum Absturz gebracht und ist wahrscheinlich beschädigt; sie bleibt außen vor, bis sie sich ändert.</translation>
    </message>
    <message>
        <source>The thumbnail is missing or damaged; index the folder again.</source>
        <translation>Das Vorschaubild fehlt oder ist beschädigt; lesen Sie den Ordner neu ein.</translation>
    </message>
    <message>
        <source>The folder of photo {number} is no longer in the library; index it again.</source>
        <translation>Der Ordner des Fotos {number} ist nicht mehr in der Bibliothek; lesen Sie ihn neu ein.</translation>
    </message>
    <message>
        <source>The camera data (EXIF) is damaged in part.</source>
        <translation>Die Kameradaten (EXIF) sind teilweise beschädigt.</translation>
    </message>
    <message>
        <source>The names and regions (XMP) are damaged and were left out.</source>
        <translation>Die Namen und Bereiche (XMP) sind beschädigt und wurden ausgelassen.</translation>
    </message>
    <message>
        <source>The face regions (XMP) belong to another cut of this photo and were left out.</source>
        <translation>Die Gesichtsbereiche (XMP) gehören zu einem anderen Ausschnitt dieses Fotos und wurden ausgelassen.</translation>
    </message>
    <message>
        <source>The colour profile is damaged; colours were read as sRGB.</source>
        <translation>Das Farbprofil ist beschädigt; die Farben wurden als sRGB gelesen.</translation>
    </message>
    <message>
        <source>This library was made by a newer RIDFR Desktop; update the program. Nothing was changed.</source>
        <translation>Diese Bibliothek wurde von einem neueren RIDFR Desktop angelegt; aktualisieren Sie das Programm. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This restorer is not installed: its config.json is missing.</source>
        <translation>Dieser Restaurierer ist nicht installiert: Seine config.json fehlt.</translation>
    </message>
    <message>
        <source>This restorer needs {wanted:.1f} GB of free memory on the CPU and {free:.1f} GB are free; close other programs, or use the restorer “lite”.</source>
        <translation>Dieser Restaurierer braucht {wanted:.1f} GB freien Speicher auf der CPU, und {free:.1f} GB sind frei; schließen Sie andere Programme oder nehmen Sie den Restaurierer „lite“.</translation>
    </message>
    <message>
        <source>This restorer takes at most {most} references, not {given}.</source>
        <translation>Dieser Restaurierer nimmt höchstens {most} Referenzen, nicht {given}.</translation>
    </message>
    <message>
        <source>This result is no longer in the library folder.</source>
        <translation>Dieses Ergebnis ist nicht mehr im Bibliotheksordner.</translation>
    </message>
    <message>
        <source>This result was changed by another program; restore it again.</source>
        <translation>Dieses Ergebnis wurde von einem anderen Programm geändert; restaurieren Sie es neu.</translation>
    </message>
    <message>
        <source>The folder is not there; its photos wait offline until its drive is connected again.</source>
        <translation>Der Ordner ist nicht da; seine Fotos bleiben, bis sein Laufwerk wieder verbunden ist.</translation>
    </message>
    <message>
        <source>A file of this name is there: skipped if it is this very export, else written with a number.</source>
        <translation>Eine Datei dieses Namens ist da: Ist sie genau dieser Export, wird sie übersprungen, sonst mit einer Nummer geschrieben.</translation>
    </message>
    <message>
        <source>A file of this name is there: skipped.</source>
        <translation>Eine Datei dieses Namens ist da: übersprungen.</translation>
    </message>
    <message>
        <source>A model in this folder cannot be loaded; add the pack again.</source>
        <translation>Ein Modell in diesem Ordner lässt sich nicht laden; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>A search can have one list of people joined by OR; search twice instead.</source>
        <translation>Eine Suche kann eine mit OR verbundene Liste von Personen haben; suchen Sie stattdessen zweimal.</translation>
    </message>
    <message>
        <source>A weights file does not fit its configuration.</source>
        <translation>Eine Gewichtsdatei passt nicht zu ihrer Konfiguration.</translation>
    </message>
    <message>
        <source>A weights file is damaged or was exchanged (its SHA-256 is not the recorded one); install the restorer again.</source>
        <translation>Eine Gewichtsdatei ist beschädigt oder wurde ausgetauscht (ihr SHA-256 ist nicht der vermerkte); installieren Sie den Restaurierer neu.</translation>
    </message>
    <message>
        <source>A weights file is missing; add the pack again.</source>
        <translation>Eine Gewichtsdatei fehlt; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>A weights file is missing; install the restorer again.</source>
        <translation>Eine Gewichtsdatei fehlt; installieren Sie den Restaurierer neu.</translation>
    </message>
    <message>
        <source>Already exported.</source>
        <translation>Schon exportiert.</translation>
    </message>
    <message>
        <source>An album needs a name.</source>
        <translation>Ein Album braucht einen Namen.</translation>
    </message>
    <message>
        <source>Another drive is connected at this place; its photos wait offline until their own is back.</source>
        <translation>An dieser Stelle ist ein anderes Laufwerk verbunden; die Fotos warten, bis ihr eigenes wieder da ist.</translation>
    </message>
    <message>
        <source>Another file of this name is there.</source>
        <translation>Eine andere Datei dieses Namens ist da.</translation>
    </message>
    <message>
        <source>CenterFace: MIT. dlib face ResNet: CC0 (public domain).</source>
        <translation>CenterFace: MIT. dlib-Gesichts-ResNet: CC0 (gemeinfrei).</translation>
    </message>
    <message>
        <source>Comparing {number} faces</source>
        <translation>{number} Gesichter werden verglichen</translation>
    </message>
    <message>
        <source>ControlNet 1.1 Tile for SD1.5</source>
        <translation>ControlNet 1.1 Tile für SD1.5</translation>
    </message>
    <message>
        <source>ControlNet 1.1: Open RAIL-M.</source>
        <translation>ControlNet 1.1: Lizenz Open RAIL-M.</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Platte</translation>
    </message>
    <message>
        <source>Embedded (CenterFace + dlib)</source>
        <translation>Mitgeliefert (CenterFace + dlib)</translation>
    </message>
    <message>
        <source>Face {number} does not belong to {person}.</source>
        <translation>Gesicht {number} gehört nicht zu {person}.</translation>
    </message>
    <message>
        <source>Face {number} has no known eyes and mouth; choose another reference.</source>
        <translation>Augen und Mund von Gesicht {number} sind nicht bekannt; wählen Sie eine andere Referenz.</translation>
    </message>
    <message>
        <source>Face {number} is in a photo restored by AI and cannot be a reference.</source>
        <translation>Gesicht {number} liegt in einem von KI restaurierten Foto und kann keine Referenz sein.</translation>
    </message>
    <message>
        <source>Face {number} is in a photo restored by AI; it cannot be a reference or used as evidence.</source>
        <translation>Gesicht {number} liegt in einem von KI restaurierten Foto; es kann weder Referenz noch Beleg sein.</translation>
    </message>
    <message>
        <source>Face {number} is not suggested to be anybody; say who it is.</source>
        <translation>Für Gesicht {number} ist niemand vorgeschlagen; sagen Sie, wer es ist.</translation>
    </message>
    <message>
        <source>Face {number} was restored since, or guided a restoration; it stays.</source>
        <translation>Gesicht {number} wurde seither restauriert oder hat eine Restaurierung geleitet; es bleibt.</translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation>Gesichter zu finden</translation>
    </message>
    <message>
        <source>IP-Adapter-FaceID weights: non-commercial research use only.</source>
        <translation>Gewichte von IP-Adapter-FaceID: nur für nichtgewerbliche Forschung.</translation>
    </message>
    <message>
        <source>IP-Adapter-FaceID-Plus v1 for SD1.5 (the paper&apos;s)</source>
        <translation>IP-Adapter-FaceID-Plus v1 für SD1.5 (der des Artikels)</translation>
    </message>
    <message>
        <source>IP-Adapter-FaceID-Plus v2 for SD1.5</source>
        <translation>IP-Adapter-FaceID-Plus v2 für SD1.5</translation>
    </message>
    <message>
        <source>InsightFace buffalo_l (SCRFD-10G + ArcFace R50)</source>
        <translation>InsightFace buffalo_l (SCRFD-10G und ArcFace R50)</translation>
    </message>
    <message>
        <source>InsightFace models: non-commercial research use only.</source>
        <translation>Modelle von InsightFace: nur für nichtgewerbliche Forschung.</translation>
    </message>
    <message>
        <source>Its parts&apos; and that of the content module you add: research and personal use, not commercial.</source>
        <translation>Die seiner Teile und des Inhaltsmoduls, das Sie hinzufügen: Forschung und persönlicher Gebrauch, nicht gewerblich.</translation>
    </message>
    <message>
        <source>Its parts&apos;: research and personal use, not commercial.</source>
        <translation>Die seiner Teile: Forschung und persönlicher Gebrauch, nicht gewerblich.</translation>
    </message>
    <message>
        <source>Looking for photos</source>
        <translation>Fotos werden gesucht</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>NOT needs a person after it, and “{said}” is nobody in the library.</source>
        <translation>Nach NOT muss eine Person stehen, und „{said}“ ist niemand in der Bibliothek.</translation>
    </message>
    <message>
        <source>NOT needs a person after it.</source>
        <translation>Nach NOT muss eine Person stehen.</translation>
    </message>
    <message>
        <source>No backup could be made. {problem}</source>
        <translation>Es ließ sich keine Sicherung anlegen. {problem}</translation>
    </message>
    <message>
        <source>No backup could be written: {reason}.</source>
        <translation>Es ließ sich keine Sicherung schreiben: {reason}.</translation>
    </message>
    <message>
        <source>No face of this photo was restored and kept.</source>
        <translation>Kein Gesicht dieses Fotos wurde restauriert und behalten.</translation>
    </message>
    <message>
        <source>No model in this folder detects faces.</source>
        <translation>Kein Modell in diesem Ordner findet Gesichter.</translation>
    </message>
    <message>
        <source>OR stands between two people of the library: anna OR bob.</source>
        <translation>OR steht zwischen zwei Personen der Bibliothek: anna OR bob.</translation>
    </message>
    <message>
        <source>Only {disk:.1f} GB are free here; make room.</source>
        <translation>Hier sind nur {disk:.1f} GB frei; schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Only {free} of memory are free; close other programs.</source>
        <translation>Nur {free} Arbeitsspeicher sind frei; schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>OpenCLIP ViT-H/14 (LAION): MIT; as published with IP-Adapter: Apache-2.0.</source>
        <translation>OpenCLIP ViT-H/14 (LAION): MIT; wie mit IP-Adapter veröffentlicht: Apache-2.0.</translation>
    </message>
    <message>
        <source>OpenCLIP ViT-H/14 vision tower (reads references)</source>
        <translation>OpenCLIP ViT-H/14, Bildteil (liest Referenzen)</translation>
    </message>
    <message>
        <source>OpenCV (YuNet + SFace)</source>
        <translation>OpenCV (YuNet und SFace)</translation>
    </message>
    <message>
        <source>Photos are exported as {known}, not as {format}.</source>
        <translation>Fotos werden als {known} exportiert, nicht als {format}.</translation>
    </message>
    <message>
        <source>Placing single faces</source>
        <translation>Einzelne Gesichter werden zugeordnet</translation>
    </message>
    <message>
        <source>Preparing faces</source>
        <translation>Gesichter vorzubereiten</translation>
    </message>
    <message>
        <source>RIDFR at full size, with ControlNet-Tile in the place of a trained content module</source>
        <translation>RIDFR in voller Größe, mit ControlNet-Tile an der Stelle eines trainierten Inhaltsmoduls</translation>
    </message>
    <message>
        <source>RIDFR at full size, with your own content module</source>
        <translation>RIDFR in voller Größe, mit Ihrem eigenen Inhaltsmodul</translation>
    </message>
    <message>
        <source>RIDFR lite (restores faces on a CPU)</source>
        <translation>RIDFR lite (Gesichter auf der CPU)</translation>
    </message>
    <message>
        <source>Reading HEIC photos</source>
        <translation>HEIC-Fotos zu lesen</translation>
    </message>
    <message>
        <source>Reading RAW photos</source>
        <translation>RAW-Fotos zu lesen</translation>
    </message>
    <message>
        <source>Reading faces</source>
        <translation>Gesichter werden gelesen</translation>
    </message>
    <message>
        <source>Reading this file took over {seconds:g} seconds; it was left out.</source>
        <translation>Das Lesen dieser Datei dauerte über {seconds:g} Sekunden; sie wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Recognising people with the embedded pack</source>
        <translation>Personen mit dem mitgelieferten Paket zu erkennen</translation>
    </message>
    <message>
        <source>Research and personal use, not commercial, not for identification.</source>
        <translation>Für Forschung und persönlichen Gebrauch, nicht gewerblich, nicht zur Identifizierung.</translation>
    </message>
    <message>
        <source>Restoration {number} does not say where its face is; restore it again.</source>
        <translation>Restaurierung {number} sagt nicht, wo ihr Gesicht liegt; restaurieren Sie es neu.</translation>
    </message>
    <message>
        <source>Restoration {number} is not a finished one of face {face}.</source>
        <translation>Restaurierung {number} ist keine fertige von Gesicht {face}.</translation>
    </message>
    <message>
        <source>Restoration {number} is not finished.</source>
        <translation>Restaurierung {number} ist nicht fertig.</translation>
    </message>
    <message>
        <source>Restoring faces</source>
        <translation>Gesichter zu restaurieren</translation>
    </message>
    <message>
        <source>Say which faces of {person} belong to somebody else.</source>
        <translation>Sagen Sie, welche Gesichter von {person} jemand anderem gehören.</translation>
    </message>
    <message>
        <source>Something reads the library, so its file still holds pages of before; close the other programs that show it. What was forgotten is out of its rows already; the rest goes when it is next opened.</source>
        <translation>Etwas liest die Bibliothek, deshalb enthält ihre Datei noch Seiten von vorher; schließen Sie die anderen Programme, die sie zeigen. Was vergessen wurde, steht in keiner Zeile mehr; der Rest verschwindet beim nächsten Öffnen.</translation>
    </message>
    <message>
        <source>Stable Diffusion 1.5 (UNet, text encoder) and sd-vae-ft-mse</source>
        <translation>Stable Diffusion 1.5 (UNet, Textencoder) und sd-vae-ft-mse</translation>
    </message>
    <message>
        <source>Stable Diffusion 1.5: CreativeML Open RAIL-M. sd-vae-ft-mse: MIT.</source>
        <translation>Stable Diffusion 1.5: CreativeML Open RAIL-M; sd-vae-ft-mse: MIT.</translation>
    </message>
    <message>
        <source>SwinIR for faces (cleans the photo before restoring; optional)</source>
        <translation>SwinIR für Gesichter (säubert das Foto vor dem Restaurieren; nach Wunsch)</translation>
    </message>
    <message>
        <source>The CUDA build of onnxruntime was not installed ({reason}); the CPU build is back.</source>
        <translation>Die CUDA-Fassung von onnxruntime wurde nicht installiert ({reason}); die CPU-Fassung ist wieder da.</translation>
    </message>
    <message>
        <source>The LoRA of this identity adapter is not complete; download it again.</source>
        <translation>Die LoRA dieses Identitätsadapters ist nicht vollständig; laden Sie ihn neu herunter.</translation>
    </message>
    <message>
        <source>The album {name} is filled by its rule; make another one to choose by hand.</source>
        <translation>Das Album {name} füllt sich nach seiner Regel; legen Sie ein anderes an, um von Hand auszuwählen.</translation>
    </message>
    <message>
        <source>The album “{name}” fills itself by its rule ({rule}).</source>
        <translation>Das Album „{name}“ füllt sich selbst nach seiner Regel ({rule}).</translation>
    </message>
    <message>
        <source>The archive of the pack cannot be read.</source>
        <translation>Das Archiv des Pakets lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The content module is missing; add the folder again.</source>
        <translation>Das Inhaltsmodul fehlt; fügen Sie den Ordner neu hinzu.</translation>
    </message>
    <message>
        <source>The content module is not the one its config.json was written for; add the folder again.</source>
        <translation>Das Inhaltsmodul ist nicht das, für das seine config.json geschrieben wurde; fügen Sie den Ordner neu hinzu.</translation>
    </message>
    <message>
        <source>The desktop application (the command line works)</source>
        <translation>Die Anwendung mit Fenstern zu starten (die Kommandozeile geht)</translation>
    </message>
    <message>
        <source>The empty prompt cannot be kept; check permissions and free space.</source>
        <translation>Der leere Prompt lässt sich nicht aufbewahren; prüfen Sie Zugriffsrechte und freien Platz.</translation>
    </message>
    <message>
        <source>The eyes and the mouth of face {number} are not known; index the photo again.</source>
        <translation>Augen und Mund von Gesicht {number} sind nicht bekannt; lesen Sie das Foto neu ein.</translation>
    </message>
    <message>
        <source>The face model could not be started: {reason}.</source>
        <translation>Das Gesichtsmodell ließ sich nicht starten: {reason}.</translation>
    </message>
    <message>
        <source>The file changes while it is read; index it again when it is complete.</source>
        <translation>Die Datei ändert sich, während sie gelesen wird; lesen Sie sie neu ein, wenn sie vollständig ist.</translation>
    </message>
    <message>
        <source>The folder could not be opened ({reason}); what is known of its photos is kept.</source>
        <translation>Der Ordner ließ sich nicht öffnen ({reason}); was von seinen Fotos bekannt ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The folder of “{name}” is missing.</source>
        <translation>Der Ordner von „{name}“ fehlt.</translation>
    </message>
    <message>
        <source>The library could not be upgraded; the old state was kept.</source>
        <translation>Die Bibliothek ließ sich nicht auf den neuen Stand bringen; der alte blieb erhalten.</translation>
    </message>
    <message>
        <source>The library could not do this: {problem}.</source>
        <translation>Die Bibliothek konnte das nicht tun: {problem}.</translation>
    </message>
    <message>
        <source>The library folder cannot be made: {reason}.</source>
        <translation>Der Ordner der Bibliothek lässt sich nicht anlegen: {reason}.</translation>
    </message>
    <message>
        <source>The library folder cannot be used: {reason}.</source>
        <translation>Der Ordner der Bibliothek lässt sich nicht verwenden: {reason}.</translation>
    </message>
    <message>
        <source>The library has no face number {number}.</source>
        <translation>Die Bibliothek hat kein Gesicht mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>The library has no photo number {number}.</source>
        <translation>Die Bibliothek hat kein Foto mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>The library has no restoration number {number}.</source>
        <translation>Die Bibliothek hat keine Restaurierung mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>The library has no such thing any more; look at the list again.</source>
        <translation>Das ist nicht mehr in der Bibliothek; sehen Sie noch einmal in der Liste nach.</translation>
    </message>
    <message>
        <source>The library has no version number {number}.</source>
        <translation>Die Bibliothek hat keine Fassung mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>The library has nothing of so large a number; look at the list again.</source>
        <translation>Eine so große Nummer gibt es in der Bibliothek nicht; sehen Sie noch einmal in der Liste nach.</translation>
    </message>
    <message>
        <source>The library is open in {program}; close it there first.</source>
        <translation>Die Bibliothek ist in {program} geöffnet; schließen Sie sie dort zuerst.</translation>
    </message>
    <message>
        <source>The library was closed; open it again.</source>
        <translation>Die Bibliothek wurde geschlossen; öffnen Sie sie neu.</translation>
    </message>
    <message>
        <source>The library was opened for reading only.</source>
        <translation>Die Bibliothek wurde nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>The list of model packs cannot be read ({reason}); reinstall.</source>
        <translation>Die Liste der Modellpakete lässt sich nicht lesen ({reason}); installieren Sie neu.</translation>
    </message>
    <message>
        <source>The list of model packs lacks “{name}”; reinstall.</source>
        <translation>In der Liste der Modellpakete fehlt „{name}“; installieren Sie neu.</translation>
    </message>
    <message>
        <source>The list of model packs names a pack twice; reinstall.</source>
        <translation>Die Liste der Modellpakete nennt ein Paket zweimal; installieren Sie neu.</translation>
    </message>
    <message>
        <source>The long side must be at least 1 pixel, not {given}.</source>
        <translation>Die lange Seite muss mindestens 1 Pixel haben, nicht {given}.</translation>
    </message>
    <message>
        <source>The mean of dlib&apos;s vectors cannot be read; reinstall.</source>
        <translation>Der Mittelwert der dlib-Vektoren lässt sich nicht lesen; installieren Sie neu.</translation>
    </message>
    <message>
        <source>The mean of dlib&apos;s vectors needs {count} numbers.</source>
        <translation>Der Mittelwert der dlib-Vektoren braucht {count} Zahlen.</translation>
    </message>
    <message>
        <source>The name template is empty or starts or ends with “/”; try {stem}-restored.</source>
        <translation>Die Namensvorlage ist leer oder beginnt oder endet mit „/“; versuchen Sie {stem}-restored.</translation>
    </message>
    <message>
        <source>The pack cannot be copied to {folder} ({reason}); check the permissions and the free space.</source>
        <translation>Das Paket lässt sich nicht nach {folder} kopieren ({reason}); prüfen Sie die Zugriffsrechte und den freien Platz.</translation>
    </message>
    <message>
        <source>The pack “{pack}” has no file {file_name}.</source>
        <translation>Das Paket „{pack}“ hat keine Datei {file_name}.</translation>
    </message>
    <message>
        <source>The package {package} is not installed; run the installation again.</source>
        <translation>Das Paket {package} ist nicht installiert; führen Sie die Installation noch einmal aus.</translation>
    </message>
    <message>
        <source>The picture claims {width} x {height} pixels ({millions:,.0f} million); at most {limit:,.0f} million are opened, to protect this computer&apos;s memory.</source>
        <translation>Das Bild gibt {width} x {height} Pixel an ({millions:,.0f} Millionen); zum Schutz des Arbeitsspeichers werden höchstens {limit:,.0f} Millionen geöffnet.</translation>
    </message>
    <message>
        <source>The picture decoder could not be started: {reason}.</source>
        <translation>Der Bilddekoder ließ sich nicht starten: {reason}.</translation>
    </message>
    <message>
        <source>The quality must be 1 to 100, not {given}.</source>
        <translation>Die Qualität muss zwischen 1 und 100 liegen, nicht bei {given}.</translation>
    </message>
    <message>
        <source>The record of your model folders cannot be read.</source>
        <translation>Das Verzeichnis Ihrer Modellordner lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The record of your model folders cannot be written; check permissions and free space.</source>
        <translation>Das Verzeichnis Ihrer Modellordner lässt sich nicht schreiben; prüfen Sie Zugriffsrechte und freien Platz.</translation>
    </message>
    <message>
        <source>The restorer was made for another version of this program.</source>
        <translation>Der Restaurierer wurde für eine andere Version dieses Programms gemacht.</translation>
    </message>
    <message>
        <source>The restorer&apos;s config.json cannot be read; install it again.</source>
        <translation>Die config.json des Restaurierers lässt sich nicht lesen; installieren Sie ihn neu.</translation>
    </message>
    <message>
        <source>The restorer&apos;s config.json is not complete; install it again.</source>
        <translation>Die config.json des Restaurierers ist nicht vollständig; installieren Sie ihn neu.</translation>
    </message>
    <message>
        <source>The restorer&apos;s config.json knows no condition “{condition}”.</source>
        <translation>Die config.json des Restaurierers kennt keine Bedingung „{condition}“.</translation>
    </message>
    <message>
        <source>The sample photograph is missing from the package {package}; install it again.</source>
        <translation>Das Beispielfoto fehlt im Paket {package}; installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The setting “{key}” cannot be {given}: {reason}.</source>
        <translation>Die Einstellung „{key}“ kann nicht {given} sein: {reason}.</translation>
    </message>
    <message>
        <source>The settings cannot be read ({reason}). Mend or delete the file.</source>
        <translation>Die Einstellungen lassen sich nicht lesen ({reason}). Berichtigen oder löschen Sie die Datei.</translation>
    </message>
    <message>
        <source>The settings cannot be saved: {reason}.</source>
        <translation>Die Einstellungen lassen sich nicht speichern: {reason}.</translation>
    </message>
    <message>
        <source>The {name} is one of {known}, not “{value}”.</source>
        <translation>{name} ist eines von {known}, nicht „{value}“.</translation>
    </message>
    <message>
        <source>There is already an album called {name}; choose another name.</source>
        <translation>Es gibt schon ein Album namens {name}; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is an album “{title}” already; choose another name.</source>
        <translation>Es gibt schon ein Album „{title}“; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no ONNX model in this folder; choose the folder of a face pack.</source>
        <translation>In diesem Ordner ist kein ONNX-Modell; wählen Sie den Ordner eines Gesichtspakets.</translation>
    </message>
    <message>
        <source>There is no face pack here; a folder with ONNX models is needed.</source>
        <translation>Hier ist kein Gesichtspaket; es braucht einen Ordner mit ONNX-Modellen.</translation>
    </message>
    <message>
        <source>There is no face pack in {name}; change the setting “pack”.</source>
        <translation>In {name} ist kein Gesichtspaket; ändern Sie die Einstellung „pack“.</translation>
    </message>
    <message>
        <source>There is no pack “{name}”; choose one of {known}.</source>
        <translation>Es gibt kein Paket „{name}“; wählen Sie eines von {known}.</translation>
    </message>
    <message>
        <source>There is no photo number {number} in the library.</source>
        <translation>In der Bibliothek ist kein Foto mit der Nummer {number}.</translation>
    </message>
    <message>
        <source>There is no setting named “{key}”. Remove that line, or correct its spelling.</source>
        <translation>Eine Einstellung namens „{key}“ gibt es nicht. Entfernen Sie diese Zeile oder berichtigen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>There is no such folder; check the name or connect its drive.</source>
        <translation>Diesen Ordner gibt es nicht; prüfen Sie den Namen oder verbinden Sie sein Laufwerk.</translation>
    </message>
    <message>
        <source>This ControlNet has a condition encoder and is no content module of RIDFR; use it as sd15-tile.</source>
        <translation>Dieses ControlNet hat einen Bedingungsencoder und ist kein Inhaltsmodul von RIDFR; verwenden Sie es als sd15-tile.</translation>
    </message>
    <message>
        <source>This IP-Adapter is not of the kind “FaceID Plus”; choose ip-adapter-faceid-plus or plusv2.</source>
        <translation>Dieser IP-Adapter ist nicht von der Art „FaceID Plus“; wählen Sie ip-adapter-faceid-plus oder plusv2.</translation>
    </message>
    <message>
        <source>This ZIP holds no PyTorch weights; choose the weights file itself.</source>
        <translation>Dieses ZIP enthält keine PyTorch-Gewichte; wählen Sie die Gewichtsdatei selbst.</translation>
    </message>
    <message>
        <source>This face pack has no detector that gives landmarks.</source>
        <translation>Dieses Gesichtspaket hat keinen Detektor, der Augen und Mund angibt.</translation>
    </message>
    <message>
        <source>This face pack has no model that recognises people.</source>
        <translation>Dieses Gesichtspaket hat kein Modell, das Personen erkennt.</translation>
    </message>
    <message>
        <source>This file belongs to another program; choose another folder.</source>
        <translation>Diese Datei gehört zu einem anderen Programm; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>This file cannot be read; check its permissions.</source>
        <translation>Diese Datei lässt sich nicht lesen; prüfen Sie ihre Zugriffsrechte.</translation>
    </message>
    <message>
        <source>This file has {size:,.0f} MB; at most {limit:,.0f} MB are read.</source>
        <translation>Diese Datei hat {size:,.0f} MB; höchstens {limit:,.0f} MB werden gelesen.</translation>
    </message>
    <message>
        <source>This file has {size:,} bytes where its contents need {needed:,}: the download broke off; download it again.</source>
        <translation>Diese Datei hat {size:,} Byte, ihr Inhalt braucht {needed:,}: Der Download brach ab; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This file holds more than weights and might run a program when opened; it is not used. Choose the publisher&apos;s own file, or a safetensors one.</source>
        <translation>Diese Datei enthält mehr als Gewichte und könnte beim Öffnen ein Programm ausführen; sie wird nicht verwendet. Wählen Sie die Datei des Herausgebers oder eine im Format safetensors.</translation>
    </message>
    <message>
        <source>This file holds no weights; download it again.</source>
        <translation>Diese Datei enthält keine Gewichte; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This file is of another model: {difference}. Choose the file that the pack names.</source>
        <translation>Diese Datei gehört zu einem anderen Modell: {difference}. Wählen Sie die Datei, die das Paket nennt.</translation>
    </message>
    <message>
        <source>This file of the pack is missing ({places}).</source>
        <translation>Diese Datei des Pakets fehlt ({places}).</translation>
    </message>
    <message>
        <source>This file should have {size:,} bytes; download it again.</source>
        <translation>Diese Datei sollte {size:,} Byte haben; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This file tells of what was forgotten and cannot be deleted ({reason}); delete it yourself.</source>
        <translation>Diese Datei erzählt von dem, was vergessen wurde, und lässt sich nicht löschen ({reason}); löschen Sie sie selbst.</translation>
    </message>
    <message>
        <source>This file was written by a newer RIDFR Desktop. Install that version, or delete the file.</source>
        <translation>Diese Datei wurde von einem neueren RIDFR Desktop geschrieben. Installieren Sie diese Version oder löschen Sie die Datei.</translation>
    </message>
    <message>
        <source>This file would run {program} when opened; it is not used. Choose the publisher&apos;s own file.</source>
        <translation>Diese Datei würde beim Öffnen {program} ausführen; sie wird nicht verwendet. Wählen Sie die Datei des Herausgebers.</translation>
    </message>
    <message>
        <source>This folder cannot be used: {reason}. Choose another.</source>
        <translation>Dieser Ordner lässt sich nicht verwenden: {reason}. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This folder holds other files; choose a new folder.</source>
        <translation>Dieser Ordner enthält andere Dateien; wählen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <source>This identity adapter has an unknown part ({name}).</source>
        <translation>Dieser Identitätsadapter hat einen unbekannten Teil ({name}).</translation>
    </message>
    <message>
        <source>This identity adapter is not complete; download it again.</source>
        <translation>Dieser Identitätsadapter ist nicht vollständig; laden Sie ihn neu herunter.</translation>
    </message>
    <message>
        <source>This identity adapter was made for another Stable Diffusion; choose the one for 1.5.</source>
        <translation>Dieser Identitätsadapter wurde für ein anderes Stable Diffusion gemacht; wählen Sie den für 1.5.</translation>
    </message>
    <message>
        <source>This is a PyTorch pickle, which may run a program when opened, under the name of a safetensors file; choose the safetensors file of the publisher.</source>
        <translation>Das ist ein PyTorch-Pickle unter dem Namen einer safetensors-Datei; er könnte beim Öffnen ein Programm ausführen. Wählen Sie die safetensors-Datei des Herausgebers.</translation>
    </message>
    <message>
        <source>This is a file; give the folder that holds it.</source>
        <translation>Das ist eine Datei; nennen Sie den Ordner, in dem sie liegt.</translation>
    </message>
    <message>
        <source>This is neither a folder nor a ZIP file with the pack&apos;s models.</source>
        <translation>Das ist weder ein Ordner noch eine ZIP-Datei mit den Modellen des Pakets.</translation>
    </message>
    <message>
        <source>This is not a CLIP vision network; choose the pack&apos;s image encoder.</source>
        <translation>Das ist kein CLIP-Bildnetz; wählen Sie den Bildencoder des Pakets.</translation>
    </message>
    <message>
        <source>This is not a FaRL checkpoint; choose FaRL-Base-Patch16.</source>
        <translation>Das ist kein FaRL-Checkpoint; wählen Sie FaRL-Base-Patch16.</translation>
    </message>
    <message>
        <source>This is not a configuration; export or download it again.</source>
        <translation>Das ist keine Konfiguration; exportieren oder laden Sie sie neu.</translation>
    </message>
    <message>
        <source>This is not a model that can be run; add the pack again.</source>
        <translation>Das ist kein ausführbares Modell; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>This is not a safetensors file; download it again.</source>
        <translation>Das ist keine safetensors-Datei; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This is not a whole PyTorch weights file of today&apos;s format; download it again.</source>
        <translation>Das ist keine vollständige PyTorch-Gewichtsdatei im heutigen Format; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This is not a whole PyTorch weights file; download it again and add it.</source>
        <translation>Das ist keine vollständige PyTorch-Gewichtsdatei; laden Sie sie neu herunter und fügen Sie sie hinzu.</translation>
    </message>
    <message>
        <source>This is not a whole safetensors file; download it again and add it.</source>
        <translation>Das ist keine vollständige safetensors-Datei; laden Sie sie neu herunter und fügen Sie sie hinzu.</translation>
    </message>
    <message>
        <source>This is not a whole safetensors file; download it again.</source>
        <translation>Das ist keine vollständige safetensors-Datei; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>This is not an IP-Adapter checkpoint; choose ip-adapter-faceid-plus.</source>
        <translation>Das ist kein IP-Adapter-Checkpoint; wählen Sie ip-adapter-faceid-plus.</translation>
    </message>
    <message>
        <source>This is not dlib&apos;s face model; add the pack again.</source>
        <translation>Das ist nicht das Gesichtsmodell von dlib; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>This is not the CenterFace model; add the pack again.</source>
        <translation>Das ist nicht das Modell CenterFace; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>This is not the YuNet model; add the pack again.</source>
        <translation>Das ist nicht das Modell YuNet; fügen Sie das Paket neu hinzu.</translation>
    </message>
    <message>
        <source>This is the library&apos;s own folder; give a folder with photographs.</source>
        <translation>Das ist der Ordner der Bibliothek selbst; wählen Sie einen Ordner mit Fotos.</translation>
    </message>
    <message>
        <source>Weights first released with DifFace: S-Lab licence 1.0, non-commercial; also in DiffBIR (Apache-2.0).</source>
        <translation>Gewichte zuerst mit DifFace veröffentlicht: S-Lab-Lizenz 1.0, nichtgewerblich; auch in DiffBIR (Apache-2.0).</translation>
    </message>
    <message>
        <source>Writing people</source>
        <translation>Personen werden geschrieben</translation>
    </message>
    <message>
        <source>Your own models; their licence is not known here.</source>
        <translation>Ihre eigenen Modelle; ihre Lizenz ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>YuNet: MIT. SFace: Apache-2.0.</source>
        <translation>YuNet: MIT; SFace: Apache-2.0.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{name}: {arrived:.1f} of {size:.1f} MB</source>
        <translation>{name}: {arrived:.1f} von {size:.1f} MB</translation>
    </message>
    <message>
        <source>{number} groups</source>
        <translation>{number} Gruppen</translation>
    </message>
    <message>
        <source>{number} people</source>
        <translation>{number} Personen</translation>
    </message>
    <message>
        <source>{thing} {done} of {total}</source>
        <translation>{thing} {done} von {total}</translation>
    </message>
    <message>
        <source>“{title}” needs a newer RIDFR Desktop.</source>
        <translation>„{title}“ braucht ein neueres RIDFR Desktop.</translation>
    </message>
    <message>
        <source>“{value}” ends before it begins; use {known}.</source>
        <translation>„{value}“ endet, bevor es beginnt; verwenden Sie {known}.</translation>
    </message>
    <message>
        <source>“{value}” is no span of days; use {known}.</source>
        <translation>„{value}“ ist kein Zeitraum; verwenden Sie {known}.</translation>
    </message>
    <message>
        <source>The drive of this photo is not connected; its names were not written.</source>
        <translation>Das Laufwerk dieses Fotos ist nicht verbunden; seine Namen wurden nicht geschrieben.</translation>
    </message>
    <message>
        <source>The drive of the library is full; nothing was lost, free some space and try again.</source>
        <translation>Das Laufwerk der Bibliothek ist voll; nichts ging verloren. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The drive of the library reports an error; the last change was not kept.</source>
        <translation>Das Laufwerk der Bibliothek meldet einen Fehler; die letzte Änderung wurde nicht behalten.</translation>
    </message>
    <message>
        <source>The library file cannot be opened; check that its drive is connected.</source>
        <translation>Die Bibliotheksdatei lässt sich nicht öffnen; prüfen Sie, ob ihr Laufwerk verbunden ist.</translation>
    </message>
    <message>
        <source>The library may not be written; check its folder&apos;s permissions.</source>
        <translation>In die Bibliothek darf nicht geschrieben werden; prüfen Sie die Zugriffsrechte ihres Ordners.</translation>
    </message>
    <message>
        <source>Another program is writing to the library; try again when it has finished.</source>
        <translation>Ein anderes Programm schreibt gerade in die Bibliothek; versuchen Sie es danach erneut.</translation>
    </message>
    <message>
        <source>The library file is damaged; put back the newest copy from its backups folder.</source>
        <translation>Die Bibliotheksdatei ist beschädigt; legen Sie die neueste Kopie aus ihrem Ordner „backups“ zurück.</translation>
    </message>
    <message>
        <source>This vision transformer has an unknown part ({name}).</source>
        <translation>Dieser Vision-Transformer hat einen unbekannten Teil ({name}).</translation>
    </message>
    <message>
        <source>This weights file is damaged; download it again.</source>
        <translation>Diese Gewichtsdatei ist beschädigt; laden Sie sie neu herunter.</translation>
    </message>
    <message>
        <source>What was invented shows between two or more results of one face.</source>
        <translation>Was erfunden wurde, zeigt sich zwischen zwei oder mehr Ergebnissen eines Gesichts.</translation>
    </message>
    <message>
        <source>it has {name} too</source>
        <translation>sie hat auch {name}</translation>
    </message>
    <message>
        <source>its CUDA part cannot be loaded</source>
        <translation>ihr CUDA-Teil lässt sich nicht laden</translation>
    </message>
    <message>
        <source>onnxruntime does not work on this machine; install RIDFR Desktop again first.</source>
        <translation>onnxruntime geht auf diesem Rechner nicht; installieren Sie zuerst RIDFR Desktop neu.</translation>
    </message>
    <message>
        <source>what it was about is not in the library any more.</source>
        <translation>Worum es ging, ist nicht mehr in der Bibliothek.</translation>
    </message>
    <message>
        <source>{count} weights are missing, {name} first</source>
        <translation>{count} Gewichte fehlen, zuerst {name}</translation>
    </message>
    <message>
        <source>{day} is in the future; give the day of birth as YEAR-MONTH-DAY.</source>
        <translation>{day} liegt in der Zukunft; geben Sie den Geburtstag als JAHR-MONAT-TAG an.</translation>
    </message>
    <message>
        <source>{files} changed since this folder was first used. If that was you, delete the folder&apos;s entry in {record}.</source>
        <translation>Geändert, seit dieser Ordner zum ersten Mal verwendet wurde: {files}. Waren Sie das, löschen Sie den Eintrag des Ordners in {record}.</translation>
    </message>
    <message>
        <source>{kept} is a stranger you ignore; merge them into {shown} instead.</source>
        <translation>{kept} gehört zu den Fremden, die Sie ignorieren; führen Sie mit {shown} als Ziel zusammen.</translation>
    </message>
    <message>
        <source>{name} is {found}, not {needed}</source>
        <translation>{name} ist {found}, nicht {needed}</translation>
    </message>
    <message>
        <source>{person} and {other} are not two people with faces.</source>
        <translation>{person} und {other} sind nicht zwei Personen mit Gesichtern.</translation>
    </message>
    <message>
        <source>{person} is one person; name two to note what they are to each other.</source>
        <translation>{person} ist eine Person; nennen Sie zwei, um festzuhalten, was sie einander sind.</translation>
    </message>
    <message>
        <source>{problem} SQLite says: {details}.</source>
        <translation>{problem} SQLite sagt: {details}.</translation>
    </message>
    <message>
        <source>{problem} What was indexed is kept; free some space and index again.</source>
        <translation>{problem} Was eingelesen ist, bleibt erhalten; schaffen Sie Platz und lesen Sie den Ordner neu ein.</translation>
    </message>
    <message>
        <source>A result could not be kept ({problem}) Make room on the library&apos;s drive and start again; what was finished is kept.</source>
        <translation>Ein Ergebnis konnte nicht behalten werden. {problem} Schaffen Sie Platz auf dem Laufwerk der Bibliothek und beginnen Sie neu; was fertig ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The thumbnail could not be written: {reason}.</source>
        <translation>Das Vorschaubild konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>A file of this name is already there; it was left as it is.</source>
        <translation>Eine Datei dieses Namens ist schon da; sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The file could not be written: {reason}.</source>
        <translation>Die Datei konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>The folder cannot be made: {reason}.</source>
        <translation>Der Ordner lässt sich nicht anlegen: {reason}.</translation>
    </message>
    <message>
        <source>A folder of this name leads out of the target; remove the link.</source>
        <translation>Ein Ordner dieses Namens führt aus dem Ziel hinaus; entfernen Sie die Verknüpfung.</translation>
    </message>
    <message>
        <source>The target is a file; name a folder to export to.</source>
        <translation>Das Ziel ist eine Datei; nennen Sie einen Ordner für den Export.</translation>
    </message>
    <message>
        <source>The target lies in the library&apos;s own folder; choose another folder.</source>
        <translation>Das Ziel liegt im Ordner der Bibliothek; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The picture could not be written as {format}: {reason}.</source>
        <translation>Das Bild konnte nicht als {format} geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>WebP holds at most {side} pixels a side; choose another format.</source>
        <translation>WebP fasst höchstens {side} Pixel je Seite; wählen Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>The file of names is a link to another file; it was left as it is.</source>
        <translation>Die Datei der Namen ist eine Verknüpfung auf eine andere Datei; sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>This file of names is damaged and was left as it is; move it away and write the names again.</source>
        <translation>Diese Datei der Namen ist beschädigt und blieb, wie sie ist; verschieben Sie sie und schreiben Sie die Namen neu.</translation>
    </message>
    <message>
        <source>The names in this file belong to another cut of the photo; it was left as it is.</source>
        <translation>Die Namen in dieser Datei gehören zu einem anderen Ausschnitt des Fotos; sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The file of names is not touched: {problem}</source>
        <translation>Die Datei der Namen bleibt unberührt: {problem}</translation>
    </message>
    <message>
        <source>The name template “{template}” may not use “.”, “..”, “//”, or more than {most} folders.</source>
        <translation>Die Namensvorlage „{template}“ darf weder „.“, „..“ oder „//“ noch mehr als {most} Ordner enthalten.</translation>
    </message>
    <message>
        <source>The name template has no field {{{field}}}; use {known}.</source>
        <translation>Die Namensvorlage kennt kein Feld {{{field}}}; verwenden Sie {known}.</translation>
    </message>
    <message>
        <source>Only {{n}} takes a format, like {{n:03}}; “{spec}” is none.</source>
        <translation>Nur {{n}} nimmt ein Format, etwa {{n:03}}; „{spec}“ ist keines.</translation>
    </message>
    <message>
        <source>{purpose} does not work: {name} cannot be loaded ({reason}).</source>
        <translation>{purpose} geht nicht: {name} lässt sich nicht laden ({reason}).</translation>
    </message>
    <message>
        <source>{purpose} does not work: {name} hangs when it is loaded.</source>
        <translation>{purpose} geht nicht: {name} bleibt beim Laden hängen.</translation>
    </message>
    <message>
        <source>{title} stopped on an unexpected error: {error}. What was finished is kept.</source>
        <translation>{title}: unerwarteter Fehler, abgebrochen: {error}. Was fertig war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>“!{conversion}” cannot be used in the name template.</source>
        <translation>„!{conversion}“ kann in der Namensvorlage nicht verwendet werden.</translation>
    </message>
    <message>
        <source>The name template “{template}” has a brace that is not closed; write {{{{ for a brace.</source>
        <translation>In der Namensvorlage „{template}“ ist eine Klammer nicht geschlossen; schreiben Sie {{{{ für eine Klammer.</translation>
    </message>
    <message>
        <source>There is no good enough photo of this person to guide the restoration; confirm one, or choose a reference from a file.</source>
        <translation>Es gibt kein Foto dieser Person, das gut genug ist, die Restaurierung zu leiten; bestätigen Sie eines oder wählen Sie eine Referenz aus einer Datei.</translation>
    </message>
    <message>
        <source>There is no good enough photo of this person to guide the restoration; confirm or add one.</source>
        <translation>Es gibt kein Foto dieser Person, das gut genug ist, die Restaurierung zu leiten; bestätigen Sie eines oder fügen Sie eines hinzu.</translation>
    </message>
    <message>
        <source>A reference could not be read. {problem}</source>
        <translation>Eine Referenz ließ sich nicht lesen. {problem}</translation>
    </message>
    <message>
        <source>No face was found in this file; choose another photo.</source>
        <translation>In dieser Datei wurde kein Gesicht gefunden; wählen Sie ein anderes Foto.</translation>
    </message>
    <message>
        <source>This photo was restored by AI and cannot be a reference.</source>
        <translation>Dieses Foto wurde von KI restauriert und kann keine Referenz sein.</translation>
    </message>
    <message>
        <source>The eyes and the mouth of this face are not known.</source>
        <translation>Augen und Mund dieses Gesichts sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The eyes and the mouth of this face were found in one point.</source>
        <translation>Augen und Mund dieses Gesichts wurden in einem Punkt gefunden.</translation>
    </message>
    <message>
        <source>The box is too small or outside the photo; draw it around the face.</source>
        <translation>Der Rahmen ist zu klein oder liegt außerhalb des Fotos; ziehen Sie ihn um das Gesicht.</translation>
    </message>
    <message>
        <source>There is already a person called {name}; merge the two, or choose another name.</source>
        <translation>Es gibt schon eine Person namens {name}; führen Sie die beiden zusammen oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>A name needs at least one letter; type another one.</source>
        <translation>Ein Name braucht mindestens einen Buchstaben; geben Sie einen anderen ein.</translation>
    </message>
    <message>
        <source>{file} is missing; install the package {package} again.</source>
        <translation>{file} fehlt; installieren Sie das Paket {package} neu.</translation>
    </message>
    <message>
        <source>“{edit}” cannot be done again: {problem} Redo again does the next edit.</source>
        <translation>„{edit}“ lässt sich nicht wiederholen: {problem} Noch einmal Wiederholen führt die nächste Änderung aus.</translation>
    </message>
    <message>
        <source>“{edit}” cannot be undone: {problem} Undo again takes back the next edit.</source>
        <translation>„{edit}“ lässt sich nicht rückgängig machen: {problem} Noch einmal Rückgängig nimmt die nächste Änderung zurück.</translation>
    </message>
    <message>
        <source>“{name}” is not a {kind} pack; choose one of {fitting}.</source>
        <translation>„{name}“ ist kein Paket der Art {kind}; wählen Sie eines von {fitting}.</translation>
    </message>
    <message>
        <source>“{rule}” is no album rule; use {known}.</source>
        <translation>„{rule}“ ist keine Albumregel; verwenden Sie {known}.</translation>
    </message>
    <message>
        <source>“{rule}” is no album rule; write person:ID, folder:PATH or dates:2001-01-31..2001-12-31.</source>
        <translation>„{rule}“ ist keine Albumregel; schreiben Sie person:ID, folder:PFAD oder dates:2001-01-31..2001-12-31.</translation>
    </message>
    <message>
        <source>“{text}” is no quality; it lies between 0 and 1: quality&gt;0.5.</source>
        <translation>„{text}“ ist keine Qualität; sie liegt zwischen 0 und 1: quality&gt;0.5.</translation>
    </message>
    <message>
        <source>“{text}” is not a date; write 1950, 1950-06 or 1950-06-30.</source>
        <translation>„{text}“ ist kein Datum; schreiben Sie 1950, 1950-06 oder 1950-06-30.</translation>
    </message>
    <message>
        <source>“{title}” comes with the installation and cannot be changed.</source>
        <translation>„{title}“ gehört zur Installation und lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>“{title}” is missing from the installation; reinstall.</source>
        <translation>„{title}“ fehlt in der Installation; installieren Sie neu.</translation>
    </message>
    <message>
        <source>The licence of “{title}” is not accepted yet: {licence}</source>
        <translation>Die Lizenz von „{title}“ ist noch nicht angenommen: {licence}</translation>
    </message>
    <message>
        <source>{address} could not be downloaded; check the connection and the free space and try again: it goes on where it stopped.</source>
        <translation>{address} ließ sich nicht herunterladen; prüfen Sie die Verbindung und den freien Platz und versuchen Sie es erneut: Es geht weiter, wo es aufhörte.</translation>
    </message>
    <message>
        <source>{address} is not the expected file; nothing was installed.</source>
        <translation>{address} ist nicht die erwartete Datei; nichts wurde installiert.</translation>
    </message>
    <message>
        <source>This file is damaged or another version; it is not used.</source>
        <translation>Diese Datei ist beschädigt oder eine andere Version; sie wird nicht verwendet.</translation>
    </message>
    <message>
        <source>This file of the pack is missing.</source>
        <translation>Diese Datei des Pakets fehlt.</translation>
    </message>
    <message>
        <source>No CUDA device was found; restoring on the CPU works on every machine.</source>
        <translation>Es wurde kein CUDA-Gerät gefunden; auf der CPU wird auf jedem Rechner restauriert.</translation>
    </message>
    <message>
        <source>There is not enough memory to restore a single face; close other programs and try again.</source>
        <translation>Der Speicher reicht nicht für ein einziges Gesicht; schließen Sie andere Programme und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The graphics card has too little memory for one face; close other programs, use the restorer “lite”, or choose the CPU as the device.</source>
        <translation>Die Grafikkarte hat zu wenig Speicher für ein Gesicht; schließen Sie andere Programme, nehmen Sie den Restaurierer „lite“ oder wählen Sie die CPU als Gerät.</translation>
    </message>
    <message>
        <source>The picture decoder could not be started; is the installation complete?</source>
        <translation>Der Bilddekoder ließ sich nicht starten; ist die Installation vollständig?</translation>
    </message>
    <message>
        <source>The face model has stopped. Start the application again; nothing is lost.</source>
        <translation>Das Gesichtsmodell ist stehen geblieben. Starten Sie die Anwendung neu; nichts ist verloren.</translation>
    </message>
    <message>
        <source>“{title}” is not installed; download it in Settings, Models, or add its files there.</source>
        <translation>„{title}“ ist nicht installiert; laden Sie es in den Einstellungen unter Modelle herunter oder fügen Sie dort seine Dateien hinzu.</translation>
    </message>
    <message>
        <source>“{title}” is nowhere to be downloaded; add its files from the disk in Settings, Models.</source>
        <translation>„{title}“ gibt es nirgends herunterzuladen; fügen Sie seine Dateien in den Einstellungen unter Modelle von der Platte hinzu.</translation>
    </message>
    <message>
        <source>{file} was never checked; add it to “{pack}” from the disk in Settings, Models.</source>
        <translation>{file} wurde nie geprüft; fügen Sie die Datei in den Einstellungen unter Modelle von der Platte zu „{pack}“ hinzu.</translation>
    </message>
    <message>
        <source>The restorer “{restorer}” needs {name}, which is not installed; see Settings, Models.</source>
        <translation>Der Restaurierer „{restorer}“ braucht {name}, was nicht installiert ist; siehe Einstellungen, Modelle.</translation>
    </message>
    <message>
        <source>The identity adapter “faceid-plusv2” is not installed; see Settings, Models.</source>
        <translation>Der Identitätsadapter „faceid-plusv2“ ist nicht installiert; siehe Einstellungen, Modelle.</translation>
    </message>
    <message>
        <source>References are read with the pack “buffalo_l”; install it in Settings, Models.</source>
        <translation>Referenzen werden mit dem Paket „buffalo_l“ gelesen; installieren Sie es in den Einstellungen unter Modelle.</translation>
    </message>
    <message>
        <source>Cleaning a face first needs the pack “swinir-face”, from Settings, Models, and a restorer of full size.</source>
        <translation>Ein Gesicht vorher zu säubern braucht das Paket „swinir-face“ (Einstellungen, Modelle) und einen Restaurierer voller Größe.</translation>
    </message>
    <message>
        <source>The restorer&apos;s config.json names no content module; add the folder that the export of the training writes to “sd15” in Settings, Models.</source>
        <translation>Die config.json des Restaurierers nennt kein Inhaltsmodul; fügen Sie in den Einstellungen unter Modelle den Ordner, den der Export des Trainings schreibt, zu „sd15“ hinzu.</translation>
    </message>
    <message>
        <source>There is nobody called “{name}”; People lists everybody.</source>
        <translation>Niemand heißt „{name}“; unter Personen stehen alle.</translation>
    </message>
    <message>
        <source>This person is not in the library any more; People lists everybody.</source>
        <translation>Diese Person ist nicht mehr in der Bibliothek; unter Personen stehen alle.</translation>
    </message>
    <message>
        <source>Say which faces: select them on the person&apos;s page.</source>
        <translation>Sagen Sie, welche Gesichter: Wählen Sie sie auf der Seite der Person aus.</translation>
    </message>
    <message>
        <source>There is no album “{name}”; the list at the side has them all.</source>
        <translation>Es gibt kein Album „{name}“; die Liste an der Seite zeigt alle.</translation>
    </message>
    <message>
        <source>This album is not in the library any more; the list at the side has them all.</source>
        <translation>Dieses Album ist nicht mehr in der Bibliothek; die Liste an der Seite zeigt alle.</translation>
    </message>
    <message>
        <source>This folder is not in the library any more; Settings, Folders lists them.</source>
        <translation>Dieser Ordner ist nicht mehr in der Bibliothek; alle stehen in den Einstellungen unter Ordner.</translation>
    </message>
    <message>
        <source>The library does not have this folder; Settings, Folders lists them.</source>
        <translation>Die Bibliothek hat diesen Ordner nicht; alle stehen in den Einstellungen unter Ordner.</translation>
    </message>
    <message>
        <source>There is no library here yet; add a folder with photos in Settings, Folders.</source>
        <translation>Hier ist noch keine Bibliothek; fügen Sie in den Einstellungen unter Ordner einen Ordner mit Fotos hinzu.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Auf dem Laufwerk ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Laufwerk ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
</context>
<context>
    <name>restore</name>
    <message>
        <source>Waiting…</source>
        <translation>Wartet…</translation>
    </message>
    <message>
        <source>Loading the restorer…</source>
        <translation>Der Restaurierer wird geladen…</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>Wird restauriert…</translation>
    </message>
    <message>
        <source>Waiting for the models, which do other work first.</source>
        <translation>Wartet auf die Modelle, die erst andere Arbeit tun.</translation>
    </message>
    <message>
        <source>Loading the restorer… Only the first face after a start waits for this.</source>
        <translation>Der Restaurierer wird geladen… Darauf wartet nur das erste Gesicht nach einem Start.</translation>
    </message>
    <message>
        <source>Restoring… A face takes about {seconds} s on this computer.</source>
        <translation>Wird restauriert… Ein Gesicht dauert auf diesem Rechner etwa {seconds} s.</translation>
    </message>
</context>
</TS>
