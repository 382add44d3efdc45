package org.sightline.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;

final class CommandShapesTest {
    private static List<Class<?>> commands() throws IOException {
        Path classes = Path.of(
                PlatformCommand.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath(),
                PlatformCommand.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - 6)))
                    .filter(type -> type.isAnnotationPresent(Command.class))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(PlatformCommand.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyCommandOfAnAdministratorsWorkIsThere() throws Exception {
        Set<String> names = commands().stream()
                .map(type -> type.getAnnotation(Command.class))
                .map(command -> command.scope() + ":" + command.name())
                .collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of(
                "sightline:workspace-create",
                "sightline:workspace-list",
                "sightline:workspace-show",
                "sightline:user-add",
                "sightline:user-disable",
                "sightline:user-list",
                "sightline:user-reset",
                "sightline:policy-list",
                "sightline:policy-set",
                "sightline:policy-require",
                "sightline:recording-watchers",
                "sightline:call-list",
                "sightline:call-end",
                "sightline:recording-list",
                "sightline:recording-show",
                "sightline:recording-verify",
                "sightline:recording-scrub",
                "sightline:recording-integrity",
                "sightline:region-list",
                "sightline:region-change",
                "sightline:region-changes",
                "sightline:region-change-pause",
                "sightline:region-change-resume",
                "sightline:region-change-limit",
                "sightline:region-change-report",
                "sightline:key-list",
                "sightline:key-rotate",
                "sightline:audit-list",
                "sightline:audit-verify",
                "sightline:audit-export",
                "sightline:event-backlog",
                "call:test")));
    }

    @Test
    void everyCommandIsAServiceWithADescriptionAndAnExample() throws Exception {
        for (Class<?> type : commands()) {
            Command command = type.getAnnotation(Command.class);
            assertTrue(type.isAnnotationPresent(Service.class), type.getName());
            assertFalse(command.description().isBlank(), type.getName());
            assertTrue(
                    command.detailedDescription().startsWith("Example: " + command.scope() + ":" + command.name()),
                    type.getName());
            assertNotNull(type.getDeclaredConstructor());
        }
    }

    @Test
    void everyArgumentIsNumberedDescribedAndCompleted() throws Exception {
        for (Class<?> type : commands()) {
            List<Field> arguments = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> field.isAnnotationPresent(Argument.class))
                    .toList();
            for (int i = 0; i < arguments.size(); i++) {
                Field field = arguments.get(i);
                assertEquals(i, field.getAnnotation(Argument.class).index(), type + " " + field);
                assertFalse(field.getAnnotation(Argument.class).description().isBlank(), type + " " + field);
                assertTrue(field.isAnnotationPresent(Completion.class), type + " " + field);
            }
            for (Field field : type.getDeclaredFields()) {
                Option option = field.getAnnotation(Option.class);
                assertTrue(option == null || !option.description().isBlank(), type + " " + field);
            }
        }
    }
}
