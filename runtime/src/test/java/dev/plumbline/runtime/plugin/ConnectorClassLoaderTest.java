package dev.plumbline.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConnectorFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorClassLoaderTest {
  @TempDir Path folder;

  private ConnectorClassLoader loader;

  @BeforeEach
  void open() throws IOException {
    Path jar = folder.resolve("own.jar");
    Zoo.jar(
        jar,
        new Zoo(folder, folder)
            .compile(
                Map.of(
                    "own.Thing", "package own; public class Thing {}",
                    "org.slf4j.Logger", "package org.slf4j; public interface Logger {}")),
        Map.of(
            "own/text", "own",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "own.Thing"));
    loader =
        new ConnectorClassLoader("test", List.of(jar.toUri().toURL()), getClass().getClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.plumbline.spi.ConnectorFactory",
        "dev.plumbline.spi.Relation$Table",
        "org.apache.arrow.memory.BufferAllocator",
        "org.apache.arrow.vector.types.pojo.Schema",
        "org.apache.arrow.util.AutoCloseables",
        "org.slf4j.Logger",
        "org.slf4j.event.Level",
        "org.jspecify.annotations.Nullable"
      })
  void sharesWhatAppearsInTheContract(String name) throws ClassNotFoundException {
    assertThat(loader.loadClass(name)).isSameAs(getClass().getClassLoader().loadClass(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.plumbline.runtime.plugin.ConnectorCatalog",
        "dev.plumbline.spi.inner.Anything",
        "org.apache.calcite.rel.RelNode",
        "org.apache.arrow.c.Data",
        "org.duckdb.DuckDBDriver",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "org.junit.jupiter.api.Test"
      })
  void hidesEverythingElseOfTheRuntime(String name) {
    assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
    assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
  }

  @Test
  void loadsTheJdkAndItsOwnJars() throws ClassNotFoundException {
    assertThat(loader.loadClass("java.sql.Driver")).isSameAs(java.sql.Driver.class);
    assertThat(loader.loadClass("own.Thing").getClassLoader()).isSameAs(loader);
    assertThat(loader.getResource("own/text")).isNotNull();
  }

  @Test
  void findsOnlyItsOwnServiceFiles() throws IOException {
    String drivers = "META-INF/services/java.sql.Driver";
    assertThat(getClass().getClassLoader().getResource(drivers)).isNotNull();
    assertThat(loader.getResource(drivers)).isNull();
    assertThat(Collections.list(loader.getResources(drivers))).isEmpty();
    assertThat(
            Collections.list(
                loader.getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider")))
        .singleElement()
        .satisfies(url -> assertThat(url.toString()).contains("own.jar"));
  }

  @Test
  void takesResourcesOfSharedPackagesFromTheRuntimeAlone() throws IOException {
    String logger = "org/slf4j/Logger.class";
    assertThat(loader.getResource(logger))
        .isEqualTo(getClass().getClassLoader().getResource(logger));
    assertThat(Collections.list(loader.getResources(logger))).hasSize(1);
    assertThat(Collections.list(loader.getResources("org/slf4j/Absent.class"))).isEmpty();
  }

  @Test
  void sharesTheSpiPackageButNoPackageBelowIt() {
    assertThat(ConnectorClassLoader.isShared(ConnectorFactory.class.getName())).isTrue();
    assertThat(ConnectorClassLoader.isShared("dev.plumbline.spi.below.Type")).isFalse();
    assertThat(ConnectorClassLoader.isShared("dev.plumbline.spiffy.Type")).isFalse();
  }
}
