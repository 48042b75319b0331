<map version="1.0.1">
<!-- To view this file, download free mind mapping software FreeMind -->
<node CREATED="1" ID="ID_1" MODIFIED="2" TEXT="Project">
<node CREATED="1" ID="ID_2" POSITION="right" TEXT="Design"><node TEXT="UI"/><node TEXT="API"/></node>
<node ID="ID_3" POSITION="left" TEXT="Build"><icon BUILTIN="button_ok"/></node>
</node>
</map>
